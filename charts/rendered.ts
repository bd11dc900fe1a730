/** The part of synth and check that needs Helm: only where a cluster file asks for rendered manifests. */

import { printError } from '../lib/command-line/command';
import type { Synthesis } from './synthesize';

/** @param charts a folder with charts; empty, they come from their repositories, by charts.lock */
export async function rendered(synthesis: Synthesis, charts = ''): Promise<Synthesis> {
  if (synthesis.clusters.every(({ releases }) => releases.length === 0)) return synthesis;
  const { withRenderedManifests } = require('./rendered-manifests') as typeof import('./rendered-manifests');
  const { ChartLock, LOCK_FILE } = require('../lib/helm/lock') as typeof import('../lib/helm/lock');
  const lock = new ChartLock(LOCK_FILE);
  const complete = await withRenderedManifests(synthesis, { environment: process.env, lock, charts: charts || undefined });
  for (const line of lock.save()) printError(line);
  return complete;
}
