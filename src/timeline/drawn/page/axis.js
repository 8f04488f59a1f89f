// Time and place. A *moment* is a time at which something begins or ends.
// A *place* goes to the right: seconds, with long silences cut short, or one
// step for each moment.

function momentsOf(data) {
  const times = new Set([data.from, data.to]);
  for (const lane of data.lanes) {
    for (const bar of lane.bars) {
      times.add(bar.from);
      if (bar.to !== null) times.add(bar.to);
    }
    for (const mark of lane.marks) times.add(mark.ns);
  }
  const inside = (time) => time >= data.from && time <= data.to;
  return [...times].filter(inside).sort((a, b) => a - b);
}

// An axis is a list of corners (time, place) with straight lines between.
function secondsAxis(data) {
  const corners = [{ time: data.from, place: 0 }];
  let place = 0;
  const goTo = (time, length) => {
    place += length / 1e9;
    corners.push({ time, place });
  };
  const last = () => corners[corners.length - 1].time;
  for (const cut of data.cuts) {
    goTo(cut.from, cut.from - last());
    goTo(cut.to, data.cut_to);
  }
  goTo(data.to, data.to - last());
  return corners;
}

function eventsAxis(moments) {
  return moments.map((time, place) => ({ time, place }));
}

// How many items of a sorted list come before or at `value`.
function countUpTo(list, value, key) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(list[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function between(axis, value, from, to) {
  const after = countUpTo(axis, value, (corner) => corner[from]);
  if (after === 0) return axis[0][to];
  if (after === axis.length) return axis[after - 1][to];
  const [a, b] = [axis[after - 1], axis[after]];
  const part = (value - a[from]) / (b[from] - a[from]);
  return a[to] + part * (b[to] - a[to]);
}

const placeAt = (axis, time) => between(axis, time, "time", "place");
const timeAt = (axis, place) => between(axis, place, "place", "time");
const lengthOf = (axis) => axis[axis.length - 1].place;

// A step between two labels: 1, 2 or 5 and zeros, at least `least`.
function niceStep(least) {
  const ten = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((n) => n * ten).find((step) => step >= least);
}

function duration(ns) {
  if (ns < 1e3) return `${ns} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toPrecision(3)} µs`;
  if (ns < 1e9) return `${(ns / 1e6).toPrecision(3)} ms`;
  return `${(ns / 1e9).toFixed(ns < 1e10 ? 2 : 1)} s`;
}
