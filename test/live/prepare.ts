/** What a scenario needs, made before it runs: its objects, certificates and names. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onPath } from '../../lib/command-line/on-path';
import type { Manifest } from '../../verify/stack';
import { Authority, type Certificate } from './cluster/certificates';
import { missingImages } from './cluster/cluster';
import { NODE_ADDRESS } from './cluster/network';
import { isWorkload } from './cluster/pod';
import { renderedCluster } from './rendered';
import { clusterOf, type Scenario } from './scenario';

/** The content of prepared.json. */
export interface Prepared {
  readonly objects: readonly Manifest[];
  readonly hosts: Readonly<Record<string, string>>;
  readonly authorities?: string;
  readonly api: Certificate;
}

/** The programs that every scenario needs: for certificates, and for what smoke reads in the cluster. */
const PROGRAMS = ['openssl', 'kubectl'];

/** Why none can run; undefined if all these programs are on PATH. */
export function whyNoPrograms(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const missing = PROGRAMS.filter((program) => !onPath(program, environment));
  return missing.length > 0 ? `${missing.join(', ')} not found on PATH` : undefined;
}

/**
 * Makes the folder of a scenario.
 * @param charts a folder with charts; empty if they come from their repositories
 * @returns why it cannot run; undefined if it can
 */
export async function prepare(scenario: Scenario, folder: string, charts: string): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true });
  const name = clusterOf(scenario);
  const { without, clusterFile: text, running } = scenario;
  const rendered = await renderedCluster({ folder, name, text, charts, without });
  const { objects, missing } = running
    ? await renderedCluster({ folder: path.join(folder, 'running'), name, text: running, charts, without })
    : rendered;
  if (missing.length > 0) return missing.join('; ');
  const authority = new Authority(path.join(folder, 'certificates'));
  const outside = scenario.outside(authority);
  const isRun = ({ kind, metadata }: Manifest) => !(isWorkload(kind) && without?.includes(metadata.namespace ?? ''));
  const all = [...(scenario.damage?.(objects) ?? objects), ...outside.objects].filter(isRun);
  const binaries = missingImages(all, scenario.exact);
  if (binaries.length > 0) return `no binary for ${binaries.join(', ')}`;
  const prepared: Prepared = {
    objects: all,
    hosts: outside.hosts ?? {},
    authorities: scenario.isPrivate ? undefined : authority.file,
    api: authority.issue(NODE_ADDRESS),
  };
  writeFileSync(path.join(folder, 'prepared.json'), JSON.stringify(prepared));
  return undefined;
}
