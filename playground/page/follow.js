/* A list that keeps its end in sight until the reader scrolls up. */

export class Follower {
  following = true;
  #top = 0;

  /** Follow the end of `scroller`; `within` pixels of it still count as the end. */
  constructor(scroller, within, changed = () => {}) {
    this.scroller = scroller;
    scroller.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const atEnd = scrollHeight - scrollTop - clientHeight < within;
      this.following = atEnd || (this.following && scrollTop >= this.#top);
      this.#top = scrollTop;
      changed(this.following);
    });
  }

  stay() {
    if (this.following) this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
