// The drawing: a lane for each queue and each thread. Only what can be seen is
// drawn; the cursor is a line that moves over it.

class Lanes {
  constructor(data, onPick, onHover) {
    this.data = data;
    this.box = document.getElementById("lanes");
    this.pick = onPick;
    this.hover = onHover;
    this.svg = shape("svg", { role: "img", "aria-label": "The lanes" });
    this.box.append(this.svg);
    const at = (event) => this.placeOf(event.clientX);
    this.svg.addEventListener("pointerdown", (event) => {
      if (at(event) === null) return;
      this.svg.setPointerCapture(event.pointerId);
      this.pick(at(event));
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (event.buttons & 1 && at(event) !== null) this.pick(at(event));
      this.hover(event, event.target.bar, event.target.lane);
    });
    this.svg.addEventListener("pointerleave", () => this.hover(null));
  }

  clientOf(bar) {
    const nobody = bar.client === null || IDLE.includes(bar.state);
    return nobody ? NOBODY : this.data.clients[bar.client];
  }

  // Which place of the axis is drawn at `clientX`; null left of the lanes.
  placeOf(clientX) {
    const x = clientX - this.svg.getBoundingClientRect().left;
    if (x < this.left - 8) return null;
    const [from, to] = this.view;
    const part = (x - this.left) / (this.right - this.left);
    return from + Math.min(1, Math.max(0, part)) * (to - from);
  }

  x(place) {
    const [from, to] = this.view;
    return this.left +
      ((place - from) / (to - from)) * (this.right - this.left);
  }

  // Draws what is between the two places of `view`.
  draw(axis, view, byEvent) {
    Object.assign(this, { axis, view, byEvent });
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.em = em;
    this.left = 12.5 * em;
    const width = this.box.clientWidth;
    this.right = width - em;
    this.svg.replaceChildren();
    let y = 1.7 * em;
    const lanes = this.data.lanes.length;
    this.tall = lanes <= 7 ? 2.1 * em : lanes <= 12 ? 1.7 * em : 1.35 * em;
    this.dense = this.tall < 2 * em;
    this.tops = this.data.lanes.map((lane) => {
      const top = y;
      y += this.heightOf(lane) + 0.35 * em;
      return top;
    });
    this.height = y;
    for (const [name, size] of [["width", width], ["height", y]]) {
      this.svg.setAttribute(name, size);
    }
    this.drawTicks();
    this.labels = this.data.lanes.map((lane, n) => this.drawLane(lane, n));
    this.drawCuts();
    this.cursor = shape("path", { id: "cursor", stroke: "#000",
      "stroke-width": 3, fill: "#000", "pointer-events": "none" });
    this.svg.append(this.cursor);
  }

  heightOf(lane) {
    return lane.rows > 1
      ? Math.min(lane.rows, 40) * this.rowOf(lane) : this.tall;
  }

  rowOf(lane) {
    if (lane.rows <= 1) return this.tall;
    return lane.rows <= 4 ? 1.35 * this.em : lane.rows <= 8 ? 1.1 * this.em
      : 0.4 * this.em;
  }

  drawTicks() {
    const { em } = this;
    const [from, to] = this.view;
    const perPixel = (to - from) / (this.right - this.left);
    let step = niceStep(perPixel * 5.5 * em);
    const places = [];
    if (this.byEvent) {
      step = Math.max(1, step);
      for (let n = Math.ceil(from / step); n * step <= to; n++) {
        places.push([n * step, `${Math.round(n * step)}`]);
      }
    } else {
      const [t0, t1] = [timeAt(this.axis, from), timeAt(this.axis, to)];
      const unit = step * 1e9;
      const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
      let n = Math.ceil(t0 / unit);
      // Of a number that is not safe, the next one may be the same.
      while (n * unit <= t1 && Number.isSafeInteger(n)) {
        const time = n * unit;
        const cut = this.data.cuts.find((c) => time > c.from && time < c.to);
        if (!cut) places.push([placeAt(this.axis, time), `${(n * step).toFixed(digits)} s`]);
        n = cut ? Math.max(n + 1, Math.ceil(cut.to / unit)) : n + 1;
      }
    }
    let free = -1;
    for (const [place, label] of places) {
      const x = this.x(place);
      this.svg.append(shape("path", { d: `M${x} ${1.4 * em}V${this.height}`, stroke: "#ddd" }));
      if (x - 2 * em < free) continue;
      free = x + 2 * em;
      this.svg.append(shape("text", { x, y: 1.1 * em, "font-size": 0.85 * em, "text-anchor": "middle" }, label));
    }
    if (this.byEvent) this.svg.append(shape("text", { x: 0, y: 1.1 * em, "font-size": 0.85 * em }, "event"));
  }

  drawLane(lane, n) {
    const { em, left } = this;
    const top = this.tops[n];
    const height = this.heightOf(lane);
    const row = this.rowOf(lane);
    const ground = shape("rect", { x: left, y: top, width: this.right - left, height,
      fill: lane.kind === "thread" ? "#f3f3f3" : "#e6eef6" });
    this.svg.append(ground);
    this.svg.append(shape("text", { x: 0, y: top + 0.95 * em, "font-weight": "bold", "font-size": em }, lane.name));
    const does = shape("text", { x: 0, y: top + 1.85 * em, "font-size": 0.82 * em });
    if (this.dense) {
      does.setAttribute("x", 6.6 * em);
      does.setAttribute("y", top + 0.95 * em);
    }
    this.svg.append(does);
    const seen = new Map();
    for (const bar of lane.bars) this.drawBar(bar, lane, top, row, seen);
    for (const mark of lane.marks) this.drawMark(mark, top, height);
    return does;
  }

  drawBar(bar, lane, top, row, seen) {
    const end = bar.to === null ? this.data.to : bar.to;
    const from = this.x(placeAt(this.axis, bar.from));
    const to = this.x(placeAt(this.axis, end));
    if (to < this.left || from > this.right) return;
    const x = Math.max(from, this.left);
    const open = bar.to === null;
    const width = Math.max(2, Math.min(to, this.right + (open ? 0.7 * this.em : 0)) - x);
    // What falls on the same pixel need not be drawn twice; and many that are
    // too thin to be seen must not look like one that is long.
    const key = `${bar.row} ${bar.state}`;
    const apart = to - from < 2 ? 5 : 1;
    if (to < (seen.get(key) ?? -1e9) + apart) return;
    seen.set(key, to);
    const room = row > 8 ? row - 3 : row - 1;
    const height = Math.max(2, room * STATES[bar.state].height);
    const y = top + bar.row * row + (row - height) / 2;
    const client = this.clientOf(bar);
    const group = barShapes(bar.state, client, x, y, width, height);
    const before = seen.get(bar.row);
    const letters = before && before.client === bar.client ? before.at : -1e9;
    if (client.letter && width > 1.1 * this.em && height > 0.7 * this.em && x > letters + 12 * this.em) {
      const size = Math.min(height - 2, 1.25 * this.em);
      const middle = y + height / 2;
      group.push(shape("rect", { x: x + 3, y: middle - size / 2, width: 1.05 * size, height: size, rx: 3, fill: client.colour }));
      group.push(shape("text", { x: x + 3 + 0.52 * size, y: middle + 0.3 * size, "font-size": 0.85 * size, "font-weight": "bold", "text-anchor": "middle", style: "fill:#fff" }, client.letter));
      seen.set(bar.row, { client: bar.client, at: x });
    }
    for (const part of group) {
      part.bar = bar;
      part.lane = lane;
      part.setAttribute("class", "bar");
      this.svg.append(part);
    }
  }

  drawMark(mark, top, height) {
    if (mark.what !== "closed" && mark.what !== "turned away") return;
    const x = this.x(placeAt(this.axis, mark.ns));
    if (x < this.left || x > this.right) return;
    const r = 0.28 * this.em;
    const y = top + height - r - 1;
    this.svg.append(shape("path", { d: `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`, stroke: "#000", "stroke-width": 2.5, "pointer-events": "none" }));
  }

  drawCuts() {
    if (this.byEvent) return;
    for (const cut of this.data.cuts) {
      const from = Math.max(this.x(placeAt(this.axis, cut.from)), this.left);
      const to = Math.min(this.x(placeAt(this.axis, cut.to)), this.right);
      if (to <= from) continue;
      const middle = (from + to) / 2;
      let d = `M${middle - 5} ${1.5 * this.em}`;
      for (let y = 1.5 * this.em, n = 0; y < this.height; y += 10, n++) d += `l${n % 2 ? -10 : 10} 10`;
      this.svg.append(shape("path", { d, fill: "none", stroke: "#fff", "stroke-width": 9, "pointer-events": "none" }));
      this.svg.append(shape("path", { d, fill: "none", stroke: "#555", "stroke-width": 2, "pointer-events": "none" }));
      this.svg.append(shape("text", { x: middle, y: 1.1 * this.em, "font-size": 0.85 * this.em, "text-anchor": "middle", "font-style": "italic" }, `… ${duration(cut.to - cut.from)} …`));
    }
  }

  // The cursor, and beside each lane what goes on there now.
  show(time, texts) {
    const x = this.x(placeAt(this.axis, time));
    const seen = x >= this.left - 1 && x <= this.right + 1;
    const y = 1.75 * this.em;
    this.cursor.setAttribute("d", seen ? `M${x} ${y}l-7 -9h14zV${this.height}` : "");
    texts.forEach((text, n) => {
      if (this.labels[n].textContent !== text) this.labels[n].textContent = text;
    });
  }
}
