"use strict";

// Everything that differs stands in the page: the server, the token, and the words in the reader's language.
const told = document.body.dataset;
const { Room, RoomEvent, Track } = window.LivekitClient;
const room = new Room({ adaptiveStream: true, dynacast: true });
const tiles = document.querySelector("main");
const status = document.querySelector("[role=status]");
const enter = document.querySelector("#enter");
const controls = document.querySelector("#controls");

function say(text) {
  status.textContent = text;
}

function tileOf(participant, source) {
  const id = `${source}:${participant.identity}`;
  let tile = [...tiles.children].find((each) => each.dataset.id === id);
  if (!tile) {
    tile = document.createElement("figure");
    tile.dataset.id = id;
    const caption = document.createElement("figcaption");
    caption.textContent = participant.name || participant.identity;
    tile.append(caption);
    tiles.append(tile);
  }
  return tile;
}

function show(track, participant) {
  if (track.kind === Track.Kind.Audio) {
    if (!participant.isLocal) document.body.append(track.attach());
    return;
  }
  const screen = track.source === Track.Source.ScreenShare;
  const picture = track.attach();
  picture.classList.toggle("screen", screen);
  tileOf(participant, screen ? "screen" : "person").prepend(picture);
}

function hide(track, participant) {
  track.detach().forEach((element) => element.remove());
  if (track.source === Track.Source.ScreenShare) tileOf(participant, "screen").remove();
}

function leave(participant) {
  for (const source of ["person", "screen"]) tileOf(participant, source).remove();
}

function recorded() {
  const notice = document.querySelector("#recorded");
  notice.textContent = told.recorded;
  notice.hidden = !room.isRecording;
}

function count() {
  say(room.remoteParticipants.size ? "" : told.alone);
}

function welcome(participant) {
  tileOf(participant, "person");
  count();
}

room
  .on(RoomEvent.ParticipantConnected, welcome)
  .on(RoomEvent.ParticipantDisconnected, (participant) => { leave(participant); count(); })
  .on(RoomEvent.TrackSubscribed, (track, _, participant) => show(track, participant))
  .on(RoomEvent.TrackUnsubscribed, (track, _, participant) => hide(track, participant))
  .on(RoomEvent.LocalTrackPublished, (publication, participant) => show(publication.track, participant))
  .on(RoomEvent.LocalTrackUnpublished, (publication, participant) => {
    if (publication.track) hide(publication.track, participant);
    mark();
  })
  .on(RoomEvent.ActiveSpeakersChanged, (speakers) => {
    const speaking = new Set(speakers.map((each) => `person:${each.identity}`));
    for (const tile of tiles.children) tile.classList.toggle("speaking", speaking.has(tile.dataset.id));
  })
  .on(RoomEvent.RecordingStatusChanged, recorded)
  .on(RoomEvent.Reconnecting, () => say(told.reconnecting))
  .on(RoomEvent.Reconnected, count)
  .on(RoomEvent.Disconnected, () => {
    tiles.replaceChildren();
    controls.hidden = true;
    enter.hidden = false;
    say(told.left);
  });

const switches = {
  microphone: [() => room.localParticipant.isMicrophoneEnabled, (on) => room.localParticipant.setMicrophoneEnabled(on)],
  camera: [() => room.localParticipant.isCameraEnabled, (on) => room.localParticipant.setCameraEnabled(on)],
  screen: [() => room.localParticipant.isScreenShareEnabled, (on) => room.localParticipant.setScreenShareEnabled(on)],
};

function mark() {
  for (const [name, [isOn]] of Object.entries(switches)) {
    document.querySelector(`#${name}`).setAttribute("aria-pressed", String(isOn()));
  }
}

async function turn(name, on) {
  try {
    await switches[name][1](on);
  } catch {
    say(told.refused);
  }
  mark();
}

for (const name of Object.keys(switches)) {
  document.querySelector(`#${name}`).addEventListener("click", () => turn(name, !switches[name][0]()));
}
document.querySelector("#leave").addEventListener("click", () => room.disconnect());

async function begin(withCamera) {
  enter.hidden = true;
  say(told.connecting);
  try {
    await room.connect(told.server, told.token);
  } catch {
    enter.hidden = false;
    say(told.failed);
    return;
  }
  await room.startAudio().catch(() => {});
  controls.hidden = false;
  recorded();
  tileOf(room.localParticipant, "person");
  room.remoteParticipants.forEach(welcome);
  count();
  await turn("microphone", true);
  if (withCamera) await turn("camera", true);
}

document.querySelector("#with-camera").addEventListener("click", () => begin(true));
document.querySelector("#without-camera").addEventListener("click", () => begin(false));
