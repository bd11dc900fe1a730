/** Runs one scenario, alone in its namespaces: `inside.ts SCENARIO FOLDER`. Prints a line of JSON for each step. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LiveCluster } from './cluster/cluster';
import { Live, StepFailure } from './live';
import { serveLoki } from './loki';
import type { Prepared } from './prepare';
import { clusterOf } from './scenario';
import { SCENARIOS } from './scenarios';
import { stackOf } from './smoke';

async function run(name: string, folder: string): Promise<void> {
  process.umask(0o022);
  const scenario = SCENARIOS.find((each) => each.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const { objects, hosts, authorities, api }: Prepared = JSON.parse(readFileSync(path.join(folder, 'prepared.json'), 'utf8'));
  const cluster = await LiveCluster.start({ objects, folder, authorities, api, hosts });
  const live = new Live(cluster, folder, clusterOf(scenario));
  const { loki } = stackOf(live);
  if (loki) await serveLoki(cluster, new URL(loki.url).hostname);
  await scenario.run(live);
}

const [name = '', folder = ''] = process.argv.slice(2);
process.on('SIGTERM', () => process.exit(1));
run(name, folder).then(
  () => process.exit(0),
  (error) => {
    // A step that failed is printed already.
    if (!(error instanceof StepFailure)) console.error(error);
    process.exit(1);
  },
);
