"""The story of a session as mailboxes and calendars see it."""

import re

from playground.mail.reader import MailReader
from playground.stories.scene import Scene, settle_in


async def mail(scene: Scene) -> None:
    """Mia books Ana, both agree on another time, Ana hands over to Ravi, and Mia cancels: three calendars follow."""
    scene.begin_on_a_monday()
    scene.transcript.heading("The programme is set up, in chat")
    await settle_in(scene)
    mia, ana, ravi = (scene.mailbox(key) for key in ("mia", "ana", "ravi"))

    scene.transcript.heading("Telegram knows nobody's address: Mia and Ravi confirm theirs")
    await _confirms(scene, "mia", mia)
    await _confirms(scene, "ravi", ravi)

    scene.transcript.heading("Mia books Ana")
    await scene.mia.command("book", "@ana thu 9am")
    await scene.mia.press("Confirm booking")
    code = (await scene.mia.sees("Your session is confirmed")).split("Code: ")[1].split()[0]
    await ana.gets("New booking")
    booked = await mia.gets("Your session is confirmed")
    assert booked.method == "REQUEST"
    assert f"start={code}" in booked.text, "the button opens the chat at the session"
    for calendar in (mia, ana):
        await calendar.shows("Thu .*: Mentor session: Ana Lima and Mia Chen")

    scene.transcript.heading("They agree on another time")
    await scene.mia.command("sessions", f"{code} reschedule fri 9:30am")
    await scene.mia.fill({"Note": "My train is late"})
    await ana.gets("Reschedule request")
    await scene.ana.sees("My train is late")
    await scene.ana.press("Accept")
    await mia.gets("Session Rescheduled")
    for calendar in (mia, ana):
        await calendar.shows("Fri .*: Mentor session: Ana Lima and Mia Chen")

    scene.transcript.heading("Ana cannot make it; Ravi is free, and Mia goes on with him")
    await scene.ana.command("sessions", f"{code} cancel")
    await scene.ana.fill({"Reason": "Personal emergency"})
    await ana.shows()
    for calendar in (mia, ravi):
        await calendar.shows(r"Fri .*: Mentor session: Ravi Menon and Mia Chen \(not certain yet\)")
    await scene.mia.sees("Ravi Menon is free at the same time")
    await scene.mia.press("Continue with Ravi")
    await ravi.gets("Session Confirmed")
    for calendar in (mia, ravi):
        await calendar.shows("Fri .*: Mentor session: Ravi Menon and Mia Chen")

    scene.transcript.heading("Mia cancels")
    await scene.mia.command("sessions", f"{code} cancel")
    await scene.mia.fill({"Reason": "No longer need this session"})
    await mia.gets("Cancellation Confirmed")
    await ravi.gets("Session Cancelled")
    for calendar in (mia, ana, ravi):
        await calendar.shows()


async def _confirms(scene: Scene, key: str, mailbox: MailReader) -> None:
    person = getattr(scene, key)
    await person.command("profile", f"mail {key}@example.org")
    code = re.search(r"\b[0-9]{6}\b", (await mailbox.gets("")).text)
    assert code is not None
    await person.command("profile", f"mail {code[0]}")
    await person.sees("is confirmed. From now on")
