import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CloudflaredSign,
  readCloudflaredLine,
} from '../../../../electron/webhooks/tunnels/cloudflared-log.ts';

const at = '2026-01-31T10:00:00Z';

describe("a line of cloudflared's log", () => {
  it.each<[string, CloudflaredSign]>([
    [`${at} INF Starting metrics server on 127.0.0.1:20241/metrics`, { kind: 'metrics', port: 20_241 }],
    [`${at} INF Starting metrics server on [::1]:20241/metrics`, { kind: 'metrics', port: 20_241 }],
    [
      `${at} INF Registered tunnel connection connIndex=0 connection=5f event=0 ip=198.51.100.7 location=yul01 protocol=quic`,
      { kind: 'registered', index: 0 },
    ],
    [`${at} INF Registered tunnel connection connIndex=3 location=yyz`, { kind: 'registered', index: 3 }],
    [
      `${at} INF Connection c206cf44-945f-4c3c-a85c-af60c6338dc2 registered connIndex=2 location=ORD`,
      { kind: 'registered', index: 2 },
    ],
    [`${at} INF Unregistered tunnel connection connIndex=1`, { kind: 'lost', index: 1, cause: null }],
    [
      `${at} INF Retrying connection in up to 2s connIndex=1 event=0`,
      { kind: 'lost', index: 1, cause: null },
    ],
    [`${at} ERR Connection terminated error="EOF" connIndex=3`, { kind: 'lost', index: 3, cause: null }],
    [
      `${at} ERR Serve tunnel error error="timeout: no recent network activity" connIndex=1`,
      { kind: 'lost', index: 1, cause: 'network_away' },
    ],
    [
      `${at} ERR Register tunnel error from server side error="Unauthorized: Invalid tunnel secret" connIndex=0`,
      { kind: 'lost', index: 0, cause: 'wrong_token' },
    ],
    [
      `${at} ERR Register tunnel error from server side error="Unauthorized: Failed to get tunnel" connIndex=0 ip=198.41.192.77`,
      { kind: 'lost', index: 0, cause: 'wrong_token' },
    ],
    ['Provided Tunnel token is not valid.', { kind: 'problem', cause: 'wrong_token' }],
    [
      `${at} ERR error="Unable to reach the origin service. The service may be down: dial tcp 127.0.0.1:49152: connect: connection refused" connIndex=1 originService=http://127.0.0.1:49152`,
      { kind: 'problem', cause: 'port_unreachable' },
    ],
    [
      `${at} ERR update check failed error="Get \\"https://update.argotunnel.com\\": dial tcp: lookup update.argotunnel.com: no such host"`,
      { kind: 'problem', cause: 'network_away' },
    ],
    [
      `${at} ERR Failed to dial a quic connection error="failed to dial to edge with quic" connIndex=0`,
      { kind: 'lost', index: 0, cause: 'network_away' },
    ],
    [
      `${at} ERR Unable to establish connection with Cloudflare edge error="i/o timeout" connIndex=2`,
      { kind: 'lost', index: 2, cause: 'network_away' },
    ],
  ])('is read: %s', (line, sign) => {
    expect(readCloudflaredLine(line)).toEqual(sign);
  });

  it.each([
    '',
    "See 'cloudflared tunnel run --help'.",
    `${at} INF Starting tunnel tunnelID=5f`,
    `${at} INF Version 2026.1.0 (Checksum abc)`,
    `${at} INF Settings: map[no-autoupdate:true token:*****]`,
    `${at} INF Updated to new configuration config="{\\"ingress\\":[]}" version=1`,
    // Only an error is a problem, whatever words are in it.
    `${at} INF cloudflared will use the token; unauthorized requests are refused`,
    `${at} INF Starting metrics server on 127.0.0.1:0/metrics`,
    `${at} INF Starting metrics server on 127.0.0.1:99999/metrics`,
    `${at} INF Starting metrics server on 198.51.100.7:20241/metrics`,
  ])('says nothing: %s', (line) => {
    expect(readCloudflaredLine(line)).toBeNull();
  });

  it('never breaks the reader', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void readCloudflaredLine(`${at} ERR ${text}`)),
    );
  });
});
