import { setImmediate as immediate } from 'node:timers/promises';
import type { NextTurn } from '../../shared/ports.ts';

/** A turn of this process's event loop. */
export const nextTurn: NextTurn = () => immediate();
