import { answerCall } from './api-answer.ts';
import type { ApiReply } from './api-call.ts';
import { breakReply } from './fault-replies.ts';
import type { StruckCall } from './faults.ts';
import type { RecordedRequest } from './recorded-requests.ts';
import type { ReplyLine, Wire } from './wire.ts';
import type { World } from './world.ts';

/** Takes one received call from its first fault to its last byte. */
export async function exchange(world: World, request: RecordedRequest, line: ReplyLine): Promise<void> {
  const faults = world.faults.takeForCall(request.method, request.path);
  const delay = faults.get('delay');
  if (delay?.when === 'before-effect') await world.clock.wait(delay.ms);
  if (faults.reply?.when === 'before-effect') {
    await breakReply(world, line, faults.reply, toWire(world, { status: 200, body: {} }));
    return;
  }
  const reply = answerCall(world, request, faults);
  world.journal.add('reply', `${request.method} ${request.path} decided: ${reply.status}`, {
    request: request.sequence,
    status: reply.status,
  });
  if (reply.status === 202) await settleBeforeReply(world, request, faults);
  await world.clock.wait(world.latencyMs + (delay?.when === 'after-effect' ? delay.ms : 0));
  const wire = toWire(world, reply);
  if (faults.reply) await breakReply(world, line, faults.reply, wire);
  else line.send(wire);
}

/** The customer is faster than Helcim's own reply: the event arrives before the 202. */
async function settleBeforeReply(world: World, request: RecordedRequest, faults: StruckCall): Promise<void> {
  const early = faults.get('outcome-before-reply');
  if (!early) return;
  world.customer.act(request.path.split('/')[2] ?? '', early.action);
  await world.webhooks.idle();
}

function toWire(world: World, reply: ApiReply): Wire {
  const bodyText = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const { minute, hour, hourLimit } = world.limits.remaining();
  const headers: Record<string, string> = {
    date: new Date(world.clock.wallMs()).toUTCString(),
    'content-length': String(Buffer.byteLength(bodyText)),
    'minute-limit-remaining': String(minute),
    'hour-limit-remaining': String(world.behaviour.hourHeader === 'stuck' ? hourLimit : hour),
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'accept, content-type',
    ...reply.headers,
  };
  if (bodyText !== '') headers['content-type'] = 'application/json';
  return { status: reply.status, headers, bodyText };
}
