import { describe, expect, it } from 'vitest';
import { ngrokCause } from '../../../../electron/webhooks/tunnels/ngrok-cause.ts';
import type { TunnelCause } from '../../../../shared/tunnel.ts';

describe("ngrok's word", () => {
  it.each<[string, TunnelCause]>([
    [
      'authentication failed: The authtoken you specified is properly formed, but it is invalid. error_code: ERR_NGROK_107',
      'wrong_token',
    ],
    ['error_code: ERR_NGROK_105', 'wrong_token'],
    ['error_code: ERR_NGROK_4018', 'wrong_token'],
    [
      'Your account is limited to 1 simultaneous ngrok agent sessions. error_code: ERR_NGROK_108',
      'too_many_agents',
    ],
    ['You must reserve a custom hostname, error_code: ERR_NGROK_319', 'domain_not_yours'],
    ['This domain is reserved for another account, error_code: ERR_NGROK_320', 'domain_not_yours'],
    ['The endpoint is already online. error_code: ERR_NGROK_334', 'already_online'],
    ['error_code: ERR_NGROK_725', 'rate_limited'],
    ['Invalid metadata length, error_code: ERR_NGROK_100', 'unknown'],
    // Not 107 with a digit behind it.
    ['could not connect, error_code: ERR_NGROK_1070', 'unknown'],
    ['failed to connect session: failed to establish tcp connection', 'network_away'],
    ['failed to lookup address information: dns', 'network_away'],
    ['session closed', 'network_away'],
    ['the authtoken is missing', 'wrong_token'],
    ['something else', 'unknown'],
    ['', 'unknown'],
  ])('%s means %s', (message, cause) => {
    expect(ngrokCause(message)).toBe(cause);
  });
});
