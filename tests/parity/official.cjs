"use strict";
// The official packages as a service: a line of standard input is a JSON array of cases, the answering line of
// standard output the array of their results. No case depends on another; HTTP is answered in this process.
const { AsyncLocalStorage } = require("node:async_hooks");
const { STATUS_CODES } = require("node:http");
const readline = require("node:readline");

const corePath = require.resolve("@segment/actions-core");
const fetchPath = require.resolve("cross-fetch", { paths: [corePath] });
const { Response, Request, Headers } = require(fetchPath);
const calls = new AsyncLocalStorage(); // whose request it is: mappings of one event run at the same time
require.cache[fetchPath].exports = Object.assign(answer, { Response, Request, Headers }); // before the core reads it

const { Destination, transform } = require(corePath);
const { generateFql, parseFql, validate } = require("@segment/destination-subscriptions");
const definition = require("@segment/action-destinations/dist/destinations/braze").default;

const KEPT_HEADERS = [
  ["Authorization", "authorization"],
  ["Content-Type", "content-type"],
  ["X-Braze-Batch", "x-braze-batch"],
];
const destination = new Destination(definition);
const isEngineError = (error) => error instanceof TypeError || error instanceof RangeError;

async function answer(request) {
  const call = calls.getStore();
  const text = await request.text();
  const headers = {};
  for (const [name, key] of KEPT_HEADERS) {
    if (request.headers.get(key) !== null) headers[name] = request.headers.get(key);
  }
  const body = text === "" ? null : text; // compared as it goes over the wire
  call.requests.push({ method: request.method, url: request.url, headers, body });
  const { status, body: answered } = call.responses[call.requests.length - 1] ?? {
    status: 201,
    body: { message: "success" },
  };
  const isText = typeof answered === "string";
  return new Response(isText ? answered : answered === null ? "" : JSON.stringify(answered), {
    status,
    statusText: STATUS_CODES[status],
    headers: answered === null ? {} : { "content-type": isText ? "text/plain" : "application/json" },
  });
}

function describe(error) {
  // As the conformance vectors write errors of actions.
  const message = error.name === "AggregateError" ? [...error].map((one) => one.message).join(" ") : error.message;
  const described = { name: error.name, message };
  const status = error.status ?? error.response?.status;
  if (error.code !== undefined) described.code = error.code;
  if (status !== undefined) described.status = status;
  return described;
}

function attempt(run) {
  try {
    return run();
  } catch (error) {
    return { error: isEngineError(error) ? `${error.name}: ${error.message}` : error.message };
  }
}

function runTrigger({ fql, events }) {
  const tree = parseFql(fql);
  const readable = tree.error === undefined;
  return {
    tree: readable ? tree : attempt(() => { throw tree.error; }),
    written: attempt(() => generateFql(tree)),
    matches: events.map((event) => attempt(() => validate(tree, event))),
  };
}

function runTransform({ mapping, data }) {
  try {
    const payload = transform(mapping, data);
    return payload === undefined ? { undefined: true } : { payload };
  } catch (error) {
    if (error.name === "AggregateError") return { error: error.name, errors: [...error].map((one) => one.message) };
    return { error: isEngineError(error) ? `${error.name}: ${error.message}` : error.message };
  }
}

async function recorded(responses, run) {
  const call = { requests: [], responses: responses ?? [] };
  const result = {};
  try {
    result.output = await calls.run(call, run);
  } catch (error) {
    result.error = describe(error);
  }
  return { requests: call.requests, ...result };
}

const outputsOf = (results) => results.map((result) => result.output);

async function runAction({ action, mapping, settings, event, responses }) {
  const { output, ...rest } = await recorded(responses, () =>
    destination.executeAction(action, { event, mapping, settings }),
  );
  return output ? { ...rest, outputs: outputsOf(output) } : rest;
}

async function runBatch({ action, subscribe, mapping, settings, events, responses }) {
  const { output, ...rest } = await recorded(responses, () =>
    subscribe === null
      ? destination.executeBatch(action, { events, mapping, settings })
      : destination.onSubscription({ partnerAction: action, subscribe, mapping }, events, settings),
  );
  if (!output) return rest;
  if (subscribe === null) return { ...rest, results: output };
  return output[0].multistatus ? { ...rest, results: output[0].multistatus } : { ...rest, outputs: outputsOf(output) };
}

async function runDestination({ subscriptions, settings, event, responses }) {
  // A destination of its own, whose subscriptions are watched one by one.
  const watched = Object.create(destination);
  const runs = [];
  watched.onSubscription = (subscription, ...rest) => {
    const run = recorded(responses[runs.length], () =>
      destination.onSubscription(subscription, ...rest),
    );
    runs.push(run);
    return run.then(({ output, error }) => {
      if (error) throw Object.assign(new Error(error.message), { described: error });
      return output;
    });
  };
  const result = {};
  try {
    await watched.onEvent(event, { ...settings, subscriptions });
  } catch (error) {
    result.error = error.described ?? describe(error);
  }
  result.mappings = (await Promise.all(runs)).map(({ output, ...rest }) =>
    output ? { ...rest, outputs: outputsOf(output) } : rest,
  );
  return result;
}

const RUNS = {
  triggers: runTrigger,
  transforms: runTransform,
  liquid: runTransform,
  actions: runAction,
  batches: runBatch,
  destinations: runDestination,
};

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const results = [];
    for (const { kind, ...input } of JSON.parse(line)) {
      // As text, so that the reader sees what JSON.stringify makes of it.
      results.push(JSON.stringify(await RUNS[kind](input)));
    }
    process.stdout.write(`${JSON.stringify(results)}\n`);
  }
}

main();
