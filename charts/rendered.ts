/** The part of synth and check that needs Helm: only where a cluster file asks for rendered manifests. */
import type { Synthesis } from './synthesize';

/** A synthesis that is complete. */
export interface RenderedSynthesis {
  readonly synthesis: Synthesis;
  /** What charts.lock holds now and did not before, a line each. */
  readonly notices: readonly string[];
}

/** @param charts a folder with charts; empty, they come from their repositories, by charts.lock */
export async function rendered(synthesis: Synthesis, charts = ''): Promise<RenderedSynthesis> {
  if (synthesis.clusters.every(({ releases }) => releases.length === 0)) return { synthesis, notices: [] };
  const { withRenderedManifests } = require('./rendered-manifests') as typeof import('./rendered-manifests');
  const { ChartLock, LOCK_FILE } = require('../lib/helm/lock') as typeof import('../lib/helm/lock');
  const lock = new ChartLock(LOCK_FILE);
  const complete = await withRenderedManifests(synthesis, { environment: process.env, lock, charts: charts || undefined });
  return { synthesis: complete, notices: lock.save() };
}
