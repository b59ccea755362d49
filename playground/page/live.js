/* The page's end of `/live`: news arrive, requests go out and are answered. */

const RETRY_MS = [300, 700, 1500, 3000];
const ANSWER_MS = 15000;

export class Live extends EventTarget {
  #socket = null;
  #waiting = new Map();
  #last = 0;
  #failures = 0;

  /** Connect, and connect again whenever the line is lost; dispatches "news", "open" and "lost". */
  connect() {
    const shown = new URLSearchParams(Object.entries(sessionStorage));
    const socket = new WebSocket(`ws://${location.host}/live?${shown}`);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#failures = 0;
      this.dispatchEvent(new Event("open"));
    });
    socket.addEventListener("message", ({ data }) => {
      const news = JSON.parse(data);
      if (news.result) this.#settle(news.result);
      else this.dispatchEvent(new CustomEvent("news", { detail: news }));
    });
    socket.addEventListener("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("The playground does not answer."));
      this.#waiting.clear();
      if (this.#failures === 0) this.dispatchEvent(new Event("lost"));
      const pause = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)];
      this.#failures += 1;
      setTimeout(() => this.connect(), pause);
    });
  }

  /** Ask the playground to do something; resolves with its answer, rejects with its refusal. */
  ask(what, fields = {}, patience = ANSWER_MS) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error("Not connected."));
    const id = (this.#last += 1);
    this.#socket.send(JSON.stringify({ id, do: what, ...fields }));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      setTimeout(() => {
        if (this.#waiting.delete(id)) reject(new Error("No answer in time."));
      }, patience);
    });
  }

  #settle({ id, error, value }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}
