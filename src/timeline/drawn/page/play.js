// The player: one time, `now`, and everything that shows it.

const data = JSON.parse(document.getElementById("data").textContent);
const find = (id) => document.getElementById(id);
const moments = momentsOf(data);
const axes = { seconds: secondsAxis(data), events: eventsAxis(moments) };
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const SPEEDS = [1, 2, 5].flatMap((n) =>
  [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3].map((zeros) => n * 10 ** zeros))
  .sort((a, b) => a - b);

let mode = "seconds";
let now = data.from;
let playing = false;
let zoom = 1;
let viewFrom = 0; // the first place that can be seen
const speeds = {}; // places a second, for each axis
const lines = showSources(data);
let marked = new Set();
let frameBefore = 0;

// As fast as it was, unless that is too short or too long to watch.
function firstSpeed(length) {
  if (length >= 5 && length <= 60) return 1;
  const wanted = Math.max(length, 1e-6) / 20;
  return SPEEDS.find((speed) => speed >= wanted) || SPEEDS[SPEEDS.length - 1];
}
speeds.seconds = firstSpeed(lengthOf(axes.seconds));
speeds.events = 1;

const axis = () => axes[mode];
const momentsUpTo = (time) => countUpTo(moments, time, (moment) => moment);
const lanes = new Lanes(data, (place) => goTo(timeAt(axis(), place)), showTip);

function goTo(time) {
  now = Math.min(data.to, Math.max(data.from, time));
  follow();
  show();
}

function step(by) {
  pause();
  const n = momentsUpTo(now); // moments[n - 1] <= now < moments[n]
  const between = moments[n - 1] < now;
  const target = by > 0 ? n : between ? n - 1 : n - 2;
  goTo(moments[Math.min(moments.length - 1, Math.max(0, target))]);
}

function play() {
  if (now >= data.to) goTo(data.from);
  playing = true;
  frameBefore = 0;
  shownPlace = placeAt(axis(), now);
  showPlay();
  requestAnimationFrame(frame);
}

function pause() {
  playing = false;
  showPlay();
}

let shownPlace = 0; // while it plays; with less motion, ahead of `now`

function frame(at) {
  if (!playing) return;
  const passed = frameBefore ? Math.min(at - frameBefore, 250) / 1000 : 0;
  frameBefore = at;
  shownPlace += passed * speeds[mode];
  const time = timeAt(axis(), shownPlace);
  const ended = shownPlace >= lengthOf(axis());
  // Less motion: from event to event, without sliding.
  const target = calm.matches ? moments[momentsUpTo(time) - 1] : time;
  if (ended) pause();
  if (target !== now || ended) goTo(ended ? data.to : target);
  if (playing) requestAnimationFrame(frame);
}

// Keeps the cursor inside of what can be seen.
function follow() {
  const length = lengthOf(axis());
  const width = length / zoom;
  const place = placeAt(axis(), now);
  if (place < viewFrom || place > viewFrom + width * 0.95) {
    viewFrom = Math.max(0, Math.min(length - width, place - width * 0.3));
    lanes.draw(axis(), [viewFrom, viewFrom + width], mode === "events");
  }
}

function redraw() {
  const length = lengthOf(axis()) || 1;
  const width = length / zoom;
  const place = placeAt(axis(), now);
  viewFrom = Math.max(0, Math.min(length - width, place - width / 2));
  lanes.draw(axis(), [viewFrom, viewFrom + width], mode === "events");
  const scrubber = find("scrubber");
  scrubber.max = length;
  find("mode").setAttribute("aria-pressed", mode === "events");
  showPlay();
  show();
}

function zoomBy(factor) {
  zoom = Math.min(moments.length, Math.max(1, zoom * factor));
  redraw();
}

function setMode(next) {
  mode = next;
  // One event needs room to be seen.
  zoom = next === "events" ? Math.max(1, moments.length / 80) : 1;
  if (playing) shownPlace = placeAt(axis(), now);
  redraw();
}

function setSpeed(by) {
  const n = SPEEDS.findIndex((speed) => speed >= speeds[mode] * 0.99);
  speeds[mode] = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, n + by))];
  showPlay();
}

function showPlay() {
  find("play").classList.toggle("playing", playing);
  find("play").querySelector("span").textContent = playing ? "Pause" : "Play";
  find("play").setAttribute("aria-label", playing ? "Pause" : "Play");
  const speed = speeds[mode];
  const text = Number(speed.toPrecision(1)).toString();
  find("speed").textContent = mode === "events" ? `${text} events/s`
    : speed >= 1 ? `speed × ${text}` : `speed ÷ ${Math.round(1 / speed)}`;
}

function show() {
  const stands = standing(data, now);
  const byLane = new Map(stands.map((stand) => [stand.lane, stand]));
  lanes.show(now, data.lanes.map((lane) => inShort(lane, byLane.get(lane))));
  marked = markLines(data, lines, marked, stands);
  bringIntoView(marked, !playing && !calm.matches);
  find("clock").textContent =
    `${(now / 1e9).toFixed(3)} s · event ${momentsUpTo(now) - 1} of ${moments.length - 1}`;
  const scrubber = find("scrubber");
  scrubber.value = placeAt(axis(), now);
  scrubber.setAttribute("aria-valuetext", find("clock").textContent);
  const n = momentsUpTo(now) - 1;
  find("event").replaceChildren(element("b", "", `Event ${n}`), ` ${eventText(moments[n])}`);
}

const KEYS = {
  " ": () => (playing ? pause() : play()),
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  Home: () => { pause(); goTo(data.from); },
  End: () => { pause(); goTo(data.to); },
  "+": () => setSpeed(1),
  "=": () => setSpeed(1),
  "-": () => setSpeed(-1),
  t: () => setMode(mode === "events" ? "seconds" : "events"),
  z: () => zoomBy(2),
  x: () => zoomBy(0.5),
};
const BUTTONS = { first: "Home", back: "ArrowLeft", play: " ", forth: "ArrowRight",
  last: "End", slower: "-", faster: "+", mode: "t", wider: "z", narrower: "x" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!KEYS[key]) return;
  // A button that has the focus is pressed by space itself.
  if (key === " " && event.target.tagName === "BUTTON" && event.target.id !== "play") return;
  event.preventDefault();
  KEYS[key]();
});
for (const [id, key] of Object.entries(BUTTONS)) {
  find(id).addEventListener("click", () => KEYS[key]());
}
find("scrubber").addEventListener("input", (event) => {
  pause();
  goTo(timeAt(axis(), Number(event.target.value)));
});
addEventListener("resize", redraw);

document.title = `echostage: ${data.stage || "a recording"}`;
find("stage").textContent = data.stage;
find("model").textContent = data.model;
find("about").textContent = data.about;
find("about").title = data.about;
for (const note of data.notes) find("notes").append(element("p", "", note));
showLegend();
setMode(data.by_event ? "events" : "seconds");
