import type { ReplyFault } from './fault-schema.ts';
import type { ReplyLine, Wire } from './wire.ts';
import type { World } from './world.ts';

/** Sends what is left of a reply after its fault. `wire` is what a healthy Helcim would have sent. */
export async function breakReply(
  world: World,
  line: ReplyLine,
  fault: ReplyFault,
  wire: Wire,
): Promise<void> {
  switch (fault.kind) {
    case 'drop':
      line.reset();
      return;
    case 'hang':
      return;
    case 'cut-body':
      cutBody(line, wire);
      return;
    case 'status':
      line.send({ ...errorBody(fault, wire), status: fault.status });
      return;
    case 'redirect':
      line.send(withBody({ ...wire, status: fault.status }, '', { location: fault.location }));
      return;
    case 'garbage':
      line.send(
        withBody({ ...wire, status: 200 }, '\u0000{"transactionId": 1', {
          'content-type': 'application/json',
        }),
      );
      return;
    case 'slow-drip':
      await drip(world, line, wire, fault.bytesPerStep, fault.stepMs);
      return;
    default:
      throw new Error(`no such reply fault: ${JSON.stringify(fault satisfies never)}`);
  }
}

function withBody(wire: Wire, bodyText: string, headers: Record<string, string>): Wire {
  const { 'content-type': _replaced, ...rest } = wire.headers;
  return {
    status: wire.status,
    headers: { ...rest, ...headers, 'content-length': String(Buffer.byteLength(bodyText)) },
    bodyText,
  };
}

const HTML_PAGE =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Bad gateway</h1></body></html>';

function errorBody(fault: Extract<ReplyFault, { kind: 'status' }>, wire: Wire): Wire {
  switch (fault.form) {
    case 'json':
      return withBody(wire, JSON.stringify({ errors: fault.errors }), { 'content-type': 'application/json' });
    case 'html':
      return withBody(wire, HTML_PAGE, { 'content-type': 'text/html; charset=UTF-8' });
    case 'text':
      return withBody(wire, JSON.stringify(fault.errors), { 'content-type': 'application/json' });
    case 'empty':
      return withBody(wire, '', {});
    default:
      throw new Error(`no such form: ${JSON.stringify(fault.form satisfies never)}`);
  }
}

/** Promises the whole body, sends half, and ends the connection. An empty body gets a promise it cannot keep. */
function cutBody(line: ReplyLine, wire: Wire): void {
  const whole = Buffer.from(wire.bodyText === '' ? '{"message":"accepted"}' : wire.bodyText);
  const headers = { ...wire.headers, 'content-length': String(whole.length) };
  line.sendPart({ ...wire, headers }, whole.subarray(0, Math.floor(whole.length / 2)));
}

async function drip(world: World, line: ReplyLine, wire: Wire, bytesPerStep: number, stepMs: number) {
  const whole = Buffer.from(wire.bodyText);
  line.begin(wire);
  for (let sent = 0; sent < whole.length && !line.isGone(); sent += bytesPerStep) {
    await world.clock.wait(stepMs);
    line.write(whole.subarray(sent, sent + bytesPerStep));
  }
  line.end();
}
