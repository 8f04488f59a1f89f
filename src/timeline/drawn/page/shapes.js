// How each state looks: told apart by shape and pattern, not only by colour.

// `name` stands in the legend; with `more` it says it all.
const STATES = {
  waits: { name: "waits in a queue", more: "", height: 0.8 },
  served: { name: "served", more: ": our code runs", height: 1 },
  read: { name: "blocked in read", more: ": waits for the client's bytes", height: 0.66 },
  write: { name: "in write", more: ": waits if the kernel takes no more", height: 1 },
  think: { name: "thinks", more: ": takes its time over an answer", height: 1 },
  lock: { name: "waits for a lock", more: "", height: 0.66 },
  held: { name: "held at a gate", more: ", before its next call", height: 0.66 },
  accept: { name: "waits in accept", more: ": has no client", height: 0.14 },
  take: { name: "waits for our queue", more: ": has no client", height: 0.14 },
  receive: { name: "waits for a datagram", more: "", height: 0.14 },
  send: { name: "sends a datagram", more: "", height: 1 },
};
const PATTERN = { waits: "waits", read: "read", write: "write", send: "write",
  think: "think", lock: "lock", held: "held", take: "take", receive: "receive" };
const IDLE = ["accept", "take", "receive"]; // a thread that serves nobody
const NOBODY = { colour: "#777", letter: "" };

function shape(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  if (text !== undefined) node.textContent = text;
  return node;
}

// A bar in its client's colour, and over it the pattern of what is done.
function barShapes(state, client, x, y, width, height) {
  const box = { x, y, width, height };
  const colour = client.colour;
  const shapes = [shape("rect", { ...box, fill: colour })];
  if (PATTERN[state] && width >= 3) {
    const edge = IDLE.includes(state) ? {} : { stroke: colour, "stroke-width": 2 };
    shapes.push(shape("rect", { ...box, fill: `url(#${PATTERN[state]})`, ...edge }));
  }
  return shapes;
}
