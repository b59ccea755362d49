/* Slack's text as nodes: mrkdwn, rich text, dates in the viewer's zone. Text never becomes markup. */

import { el } from "./dom.js";

const EMOJI = {
  white_check_mark: "✅", x: "❌", warning: "⚠️", wave: "👋", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️",
  clock1: "🕐", alarm_clock: "⏰", hourglass: "⌛", hourglass_flowing_sand: "⏳", tada: "🎉", star: "⭐", bell: "🔔",
  link: "🔗", eyes: "👀", thumbsup: "👍", "+1": "👍", "-1": "👎", pray: "🙏", bulb: "💡", memo: "📝", lock: "🔒",
  video_camera: "📹", telephone_receiver: "📞", speech_balloon: "💬", round_pushpin: "📍", mag: "🔍", gear: "⚙️",
  rocket: "🚀", sparkles: "✨", red_circle: "🔴", large_green_circle: "🟢", large_yellow_circle: "🟡", heart: "❤️",
  busts_in_silhouette: "👥", bust_in_silhouette: "👤", moneybag: "💰", credit_card: "💳", no_entry: "⛔", repeat: "🔁",
  arrow_right: "➡️", arrow_left: "⬅️", books: "📚", pushpin: "📌", raised_hand: "✋", bar_chart: "📊", robot_face: "🤖",
};
const INLINE = new RegExp([
  "```(?<pre>[\\s\\S]+?)```",
  "<(?<mark>[^<>\\n]+)>",
  "`(?<code>[^`\\n]+)`",
  "(?<![\\p{L}\\p{N}*])\\*(?<bold>(?=\\S)[^*\\n]*[^*\\s])\\*(?![\\p{L}\\p{N}*])",
  "(?<![\\p{L}\\p{N}_])_(?<italic>(?=\\S)[^_\\n]*[^_\\s])_(?![\\p{L}\\p{N}_])",
  "(?<![\\p{L}\\p{N}~])~(?<strike>(?=\\S)[^~\\n]*[^~\\s])~(?![\\p{L}\\p{N}~])",
  ":(?<emoji>[a-z0-9_+-]+):",
].join("|"), "u");
const STYLES = { bold: "strong", italic: "em", strike: "s" };
const SAFE = /^(https?:|mailto:)/i;

/** A text object as nodes. */
export function text(object, context) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, context) : plain(object.text);
}

/** Plain text with its line breaks and emoji. */
export function plain(words) {
  return el("span", { class: "sp-text" }, emojis(words));
}

/** mrkdwn as nodes; `context` has the users, the channels, the zone and the present. */
export function mrkdwn(words, context) {
  const out = el("span", { class: "sp-text" });
  let quote = null;
  for (const line of lines(words)) {
    const quoted = /^(&gt;|>) ?/.exec(line);
    if (quoted) {
      if (!quote) out.append(quote = el("blockquote"));
      else quote.append("\n");
      quote.append(...inline(line.slice(quoted[0].length), context));
      continue;
    }
    if (out.childNodes.length && !quote) out.append("\n");
    quote = null;
    out.append(...inline(line, context));
  }
  return out;
}

/** A safe link, or just its label where the address is not a web address. */
export function link(url, label) {
  if (!SAFE.test(url)) return document.createTextNode(label);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** A `<!date^>` pattern filled in for the viewer. */
export function date(unix, pattern, { zone, now }) {
  const moment = new Date(unix * 1000);
  const format = (options) => new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }).format(moment);
  const day = (instant) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(instant);
  const distance = Math.round((Date.parse(day(moment)) - Date.parse(day(now))) / 864e5);
  const near = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[distance];
  const number = Number(format({ day: "numeric" }));
  const month = format({ month: "long" });
  const year = format({ year: "numeric" });
  const long = `${month} ${ordinal(number)}, ${year}`;
  const short = format({ month: "short", day: "numeric", year: "numeric" });
  const full = `${format({ weekday: "long" })}, ${long}`;
  const [y, m, d] = day(moment).split("-");
  const words = {
    date_num: day(moment), date_slash: `${m}/${d}/${y}`, date: long, date_short: short, date_long: full,
    date_long_full: format({ month: "long", day: "numeric", year: "numeric" }),
    date_pretty: near ?? long, date_short_pretty: near ?? short, date_long_pretty: near ?? full,
    day_divider_pretty: near ?? `${format({ weekday: "long" })}, ${month} ${ordinal(number)}`,
    time: format({ hour: "numeric", minute: "2-digit" }),
    time_secs: format({ hour: "numeric", minute: "2-digit", second: "2-digit" }),
    ago: ago((moment - now) / 1000),
  };
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => (words[token] ?? whole).replace(/\u202f/g, " "));
}

/** One element of a rich_text block. */
export function rich(element, context) {
  const children = () => element.elements.map((one) => rich(one, context));
  switch (element.type) {
    case "rich_text_preformatted": return el("pre", {}, ...children());
    case "rich_text_quote": return el("blockquote", {}, ...children());
    case "rich_text_list":
      return el(element.style === "ordered" ? "ol" : "ul", {}, ...element.elements.map((one) => el("li", {}, rich(one, context))));
    case "rich_text_section": return el("div", { class: "sp-text" }, ...children());
    case "link": return styled(link(element.url, element.text ?? element.url), element.style);
    case "user": return mention(`@${element.user_id}`, "", context);
    case "channel": return mention(`#${element.channel_id}`, "", context);
    case "emoji": return document.createTextNode(EMOJI[element.name] ?? `:${element.name}:`);
    case "date": return styled(when(element.timestamp, element.format, context), element.style);
    default: return styled(document.createTextNode(element.text ?? ""), element.style);
  }
}

function* lines(words) {
  let open = "";
  for (const line of words.split("\n")) {
    open = open ? `${open}\n${line}` : line;
    if ((open.match(/```/g) ?? []).length % 2) continue;
    yield open;
    open = "";
  }
  if (open) yield open;
}

function inline(words, context) {
  const nodes = [];
  let rest = words;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    if (match.index) nodes.push(unescaped(rest.slice(0, match.index)));
    nodes.push(marked(match, context));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) nodes.push(unescaped(rest));
  return nodes;
}

function marked({ 0: whole, groups }, context) {
  if (groups.pre !== undefined) return el("pre", {}, unescaped(groups.pre.replace(/^\n/, "")));
  if (groups.code !== undefined) return el("code", {}, unescaped(groups.code));
  if (groups.emoji !== undefined) return document.createTextNode(EMOJI[groups.emoji] ?? whole);
  if (groups.mark !== undefined) {
    const [target, ...label] = groups.mark.split("|");
    return reference(target, unescape(label.join("|")), context);
  }
  const name = Object.keys(STYLES).find((style) => groups[style] !== undefined);
  return el(STYLES[name], {}, ...inline(groups[name], context));
}

function reference(target, label, context) {
  if (target.startsWith("!date^")) {
    const [, unix, pattern, url] = target.split("^");
    const shown = when(Number(unix), unescape(pattern), context);
    return url && SAFE.test(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown) : shown;
  }
  if (/^[@#]/.test(target)) return mention(target, label, context);
  if (target.startsWith("!")) return el("span", { class: "sp-mention sp-broadcast" }, `@${label || target.slice(1)}`);
  return link(unescape(target), label || unescape(target).replace(/^mailto:/, ""));
}

function mention(target, label, { users, channels, me }) {
  const known = target[0] === "@" ? users[target.slice(1)] : channels.find(({ id }) => id === target.slice(1));
  const mine = target.slice(1) === me ? " sp-me" : "";
  return el("span", { class: `sp-mention${mine}` }, `${target[0]}${known?.name ?? (label || target.slice(1))}`);
}

function when(unix, pattern, context) {
  const full = date(unix, "{date_long} at {time}", context);
  return el("time", { class: "sp-date", datetime: new Date(unix * 1000).toISOString(), title: `${full} (${context.zone})` },
    date(unix, pattern, context));
}

function styled(node, style = {}) {
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}

function emojis(words) {
  return words.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
}

function unescape(words) {
  return words.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

function unescaped(words) {
  return document.createTextNode(unescape(words));
}

function ordinal(day) {
  const ending = day > 10 && day < 14 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th";
  return `${day}${ending}`;
}

function ago(seconds) {
  for (const [size, word] of [[86400, "day"], [3600, "hour"], [60, "minute"]]) {
    const count = Math.floor(Math.abs(seconds) / size);
    if (count) {
      const words = `${count} ${word}${count > 1 ? "s" : ""}`;
      return seconds > 0 ? `in ${words}` : `${words} ago`;
    }
  }
  return "just now";
}
