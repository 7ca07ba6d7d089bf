import { networkInterfaces } from 'node:os';

/** Where this machine stands in the networks it is part of; empty without any. */
export function machineAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted();
}
