// What is said in words: of a lane, of a moment, of a bar under the pointer.

// What a lane does, in a few words.
function inShort(lane, stand) {
  if (lane.kind !== "thread") {
    const waits = lane.bars.filter((bar) => bar.from <= now &&
      (bar.to === null || now < bar.to));
    const letters = waits.slice(0, 8).map((bar) => data.clients[bar.client].letter);
    if (waits.length === 0) return "empty";
    const more = waits.length > 8 ? " …" : "";
    return `${waits.length} wait${waits.length === 1 ? "s" : ""}: ${letters.join(" ")}${more}`;
  }
  if (!stand || !stand.now) return "";
  const { state, client, first } = stand.bar;
  const idle = client === null || IDLE.includes(state);
  const whom = idle ? "" : ` ${data.clients[client].letter}`;
  if (lanes.dense) return `${state}${whom}`;
  if (state === "held") return `held ${before(first)}${whom && `,${whom}`}`;
  const words = { served: "runs for", read: "blocked in read", write: "in write",
    accept: "waits in accept", take: "waits in take", receive: "waits in receive",
    send: "sends to", think: "thinks for",
    lock: "waits for a lock," };
  return `${words[state] || state}${whom}`;
}

// Which call a gate stands before.
const before = (call) => (call === "end" ? "before it closes" : call ? `before ${call}` : "at a gate");

// What begins and ends at that very moment.
function eventText(moment) {
  const said = [];
  const who = (client) => (client === null ? "" : ` ${data.clients[client].letter}`);
  for (const lane of data.lanes) {
    const tell = (text) => said.push(`${lane.name}: ${text}`);
    for (const bar of lane.bars) {
      if (bar.from > moment) break;
      const [what, whom] = [bar.state, who(bar.client)];
      if (what === "waits") {
        if (bar.to === moment) tell(`${whom} waits no longer`);
        if (bar.from === moment) tell(`${whom} begins to wait`);
      } else if (what === "served") {
        if (bar.from === moment) tell(`our code runs for${whom}`);
      } else if (what === "held") {
        if (bar.to === moment) tell(`${whom} is let go`);
        if (bar.from === moment) tell(`${whom} is held ${before(bar.first)}`);
      } else {
        if (bar.to === moment) tell(`${what}${whom} ends${moved(bar)}`);
        if (bar.from === moment) tell(`${what}${whom} begins`);
      }
    }
    for (const mark of lane.marks) {
      const text = mark.text ? ` (${mark.text})` : "";
      if (mark.ns === moment) tell(`${who(mark.client)} ${mark.what}${text}`);
    }
  }
  if (moment === data.to) said.unshift("the recording ends, or the part of it that is drawn");
  return said.slice(0, 4).join(" · ") + (said.length > 4 ? " · …" : "");
}

function moved(bar) {
  if (bar.error) return `: ${bar.error}`;
  if (bar.bytes === undefined) return "";
  if (bar.bytes === 0 && bar.state === "read") return ": 0 bytes, end-of-file";
  const count = `: ${bar.bytes} ${bar.bytes === 1 ? "byte" : "bytes"}`;
  return bar.first ? `${count}, “${bar.first}”` : count;
}

function showTip(event, bar, lane) {
  const tip = find("tip");
  tip.hidden = !bar;
  if (!bar) return;
  const client = bar.client === null ? null : data.clients[bar.client];
  const end = bar.to === null ? "never ended" : `took ${duration(bar.to - bar.from)}`;
  const said = [
    `${lane.name}: ${STATES[bar.state].name}${STATES[bar.state].more}`,
    client && `client ${client.letter}${client.number ? `, connection #${client.number}` : ""}${client.peer ? `, ${client.peer}` : ""}`,
    `from ${(bar.from / 1e9).toFixed(6)} s, ${end}`,
    moved(bar).slice(2),
    bar.at && `at ${bar.at}`,
  ];
  tip.replaceChildren(...said.filter(Boolean).map((text) => element("p", "", text)));
  const { offsetWidth: width, offsetHeight: height } = tip;
  tip.style.left = `${Math.min(event.clientX + 14, innerWidth - width - 8)}px`;
  const below = event.clientY + 18 + height < innerHeight;
  tip.style.top = `${below ? event.clientY + 18 : event.clientY - height - 12}px`;
}

function showLegend() {
  const states = new Set(data.lanes.flatMap((lane) => lane.bars.map((bar) => bar.state)));
  const client = { colour: "#0087d7", letter: "" };
  for (const [state, { name, more, height }] of Object.entries(STATES)) {
    if (!states.has(state)) continue;
    const svg = shape("svg", { width: 40, height: 18, "aria-hidden": "true" });
    const idle = IDLE.includes(state);
    const high = Math.max(3, 16 * height);
    svg.append(...barShapes(state, idle ? NOBODY : client, 1, 9 - high / 2, 38, high));
    const item = element("span");
    item.title = name + more;
    item.append(svg, name);
    find("legend").append(item);
  }
  find("legend").append(element("span", "", "A, B, …: clients, by letter and colour"));
  if ([...data.lanes].some((lane) => lane.marks.some((m) => m.what === "closed"))) {
    const svg = shape("svg", { width: 12, height: 12, "aria-hidden": "true" });
    svg.append(shape("path", { d: "M2 2l8 8m0 -8l-8 8", stroke: "#000", "stroke-width": 2.5 }));
    const item = element("span");
    item.append(svg, "closed");
    find("legend").append(item);
  }
}
