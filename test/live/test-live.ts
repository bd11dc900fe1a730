/** `npm run test:live`: the scenarios with real programs. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atEnd } from '../../lib/command-line/at-end';
import { type Options, print, run } from '../../lib/command-line/command';
import { UsageError } from '../../lib/command-line/errors';
import { whyNoNamespaces } from './namespaces';
import { whyNoPrograms } from './prepare';
import { SCENARIOS } from './scenarios';
import { notRun, type Outcome, realTries, tried } from './try';

/** @returns the exit code: 0, 1 if a scenario failed, or 3 if none failed, but some could not be run */
async function runScenarios({ extra: { charts = '', only = '', keep = '' } }: Options): Promise<number> {
  const chosen = SCENARIOS.filter(({ name }) => name.startsWith(only));
  if (chosen.length === 0)
    throw new UsageError(`no scenario begins with ${only}; use one of ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  const why = whyNoNamespaces() ?? whyNoPrograms();
  const folder = keep ? path.resolve(keep) : mkdtempSync(path.join(tmpdir(), 'live-'));
  mkdirSync(folder, { recursive: true });
  // Processes of the scenario may still be ending.
  const remove = () => keep || rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  const withdraw = atEnd(remove);
  const tries = realTries(charts);
  const outcomes: [name: string, outcome: Outcome][] = [];
  for (const scenario of chosen)
    outcomes.push([scenario.name, why ? notRun(scenario, why, print) : await tried(scenario, folder, tries, print)]);
  remove();
  withdraw();
  const namesOf = (wanted: Outcome) => outcomes.filter(([, outcome]) => outcome === wanted).map(([name]) => name);
  const named = (wanted: Outcome) =>
    `${namesOf(wanted).length} ${wanted}${namesOf(wanted).length > 0 ? ` (${namesOf(wanted).join(', ')})` : ''}`;
  print(`${namesOf('ok').length} ok, ${named('failed')}, ${named('not run')}`);
  return namesOf('failed').length > 0 ? 1 : namesOf('not run').length > 0 ? 3 : 0;
}

run({
  usage: 'npm run test:live -- [--charts DIR] [--only PREFIX] [--keep DIR]',
  description:
    'Runs the rendered manifests of cluster files as processes, without Kubernetes, and a trace through them.\n' +
    'Binaries are those on PATH and in the folder LIVE_BIN, by the names of the images: tempo, traefik, minio, mc, memcached, prometheus,\n' +
    'kafka. kubectl and openssl are on PATH. docs/live-tests.md says more.',
  options: {
    charts: { argument: 'DIR', meaning: 'the charts, as NAME-VERSION/ or NAME-VERSION.tgz, instead of their repositories', default: '' },
    only: { argument: 'PREFIX', meaning: 'only scenarios whose name begins with it', default: '' },
    keep: { argument: 'DIR', meaning: 'an empty folder that keeps manifests, volumes and logs', default: '' },
  },
  run: runScenarios,
});
