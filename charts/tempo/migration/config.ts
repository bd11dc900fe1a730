/** The keys of the cluster file for the migration from Tempo 2 to Tempo 3. */
import * as z from 'zod';
import { version } from '../../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../../lib/cluster-file/schema/lazy';
import { STAGES } from './stages';

export const migrationConfig = lazyObject(() => ({
  from: version('2.26.2').describe('The release of tempo-distributed that still runs, with Tempo 2'),
  stage: z.enum(STAGES).describe('How far the migration is; go one stage at a time, and remove the key after the last one'),
  values: z.looseObject({}).default({}).describe('The Helm values of that release, which were in tempo.values before'),
})).describe('Runs Tempo 2 beside Tempo 3 until its traces are in the storage');
