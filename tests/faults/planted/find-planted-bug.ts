import { matchingRules } from './matching-rules.ts';
import type { PlantedBug } from './planted-bug.ts';
import { plantedBugs } from './planted-bugs.ts';
import { redTeam } from './red-team.ts';

/** @throws Error for a name that is on no list */
export function findPlantedBug(name: string): PlantedBug {
  const found = [...plantedBugs, ...matchingRules, ...redTeam].find((each) => each.name === name);
  if (!found) throw new Error(`there is no planted bug "${name}"`);
  return found;
}
