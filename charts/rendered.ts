/** The part of synth and check that needs Helm. It is used only with `gitops.helm: manifests`. */
import type { Synthesis } from './synthesize';

/** A complete synthesis. */
export interface RenderedSynthesis {
  readonly synthesis: Synthesis;
  /** New entries of charts.lock, one line each. */
  readonly notices: readonly string[];
}

/** @param charts a folder with charts; if empty, they come from their repositories and are checked against charts.lock */
export async function rendered(synthesis: Synthesis, charts = ''): Promise<RenderedSynthesis> {
  if (synthesis.clusters.every(({ releases }) => releases.length === 0)) return { synthesis, notices: [] };
  const { withRenderedManifests } = require('./rendered-manifests') as typeof import('./rendered-manifests');
  const { ChartLock, LOCK_FILE } = require('../lib/helm/lock') as typeof import('../lib/helm/lock');
  const lock = new ChartLock(LOCK_FILE);
  const complete = await withRenderedManifests(synthesis, { environment: process.env, lock, charts: charts || undefined });
  return { synthesis: complete, notices: lock.save() };
}
