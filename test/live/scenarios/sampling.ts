/** One request in ten is traced: a line whose trace was never sent is no failure. */
import type { Scenario } from '../scenario';
import { lab, labFile } from './lab';

export const sampling: Scenario = {
  ...lab,
  name: 'lab-sampling',
  shows: 'a sample rate below 1',
  clusterFile: labFile(['  via: release\n', '  via: release\n  sampleRate: 0.2\n']),
};
