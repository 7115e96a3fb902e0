"use strict";
// The official packages on the events of a file, measured by themselves. The first line of standard input says
// what to run; each further line names one run, and the answering line has what a round of it took.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const readline = require("node:readline");

const installed = createRequire(join(__dirname, "..", "parity", "package.json"));
const corePath = installed.resolve("@segment/actions-core");
const fetchPath = require.resolve("cross-fetch", { paths: [corePath] });
const { Response, Request, Headers } = require(fetchPath);
let requests = 0;
let sentTo = 0; // events that gave requests
let sentBefore = 0;
// HTTP in this process, as light as may be: the request's JSON text is there by now, nobody reads it again.
const answer = async () => {
  requests += 1;
  return new Response('{"message":"success"}', { status: 201, headers: { "content-type": "application/json" } });
};
require.cache[fetchPath].exports = Object.assign(answer, { Response, Request, Headers }); // before the core reads it

const { Destination, transform } = require(corePath);
const destination = new Destination(installed("@segment/action-destinations/dist/destinations/braze").default);

async function each(lines, run) {
  for (const line of lines) {
    try {
      await run(JSON.parse(line));
    } catch {
      // An event that the destination refuses; it counts, as it does on the other side.
    }
    if (requests > sentBefore) sentTo += 1;
    sentBefore = requests;
  }
}

function runs({ file, settings, subscriptions, mappings, resolution }) {
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line.trim());
  const destinationSettings = { ...settings, subscriptions };
  const events = lines.map((line) => JSON.parse(line));
  const found = {
    floor: () => lines.forEach((line) => JSON.stringify(JSON.parse(line))),
    presets: () => each(lines, (event) => destination.onEvent(event, destinationSettings)),
    resolution: () => events.forEach((event) => transform(resolution, event)),
  };
  for (const [action, mapping] of Object.entries(mappings)) {
    found[action] = () => each(lines, (event) => destination.executeAction(action, { event, mapping, settings }));
  }
  return found;
}

async function main() {
  let known;
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (known === undefined) {
      known = runs(JSON.parse(line));
      continue;
    }
    requests = sentTo = sentBefore = 0;
    const before = process.cpuUsage();
    await known[JSON.parse(line)]();
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(`${JSON.stringify({ seconds: (user + system) / 1e6, requests, events: sentTo })}\n`);
  }
}

main();
