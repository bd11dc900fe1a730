/** `npm run test:live`: the scenarios with real programs. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Options, print, run, UsageError } from '../../lib/command-line/command';
import type { StepResult } from './live';
import { spawnInside, whyNoNamespaces } from './namespaces';
import { prepare } from './prepare';
import type { Scenario } from './scenario';
import { SCENARIOS } from './scenarios';

type Outcome = 'ok' | 'failed' | 'not run';

/** In milliseconds. */
const LONGEST = 10 * 60 * 1000;

/** @returns the exit code: 0, 1 if a scenario failed, or 3 if none failed, but some could not be run */
async function runScenarios({ extra: { charts = '', only = '', keep = '' } }: Options): Promise<number> {
  const chosen = SCENARIOS.filter(({ name }) => name.startsWith(only));
  if (chosen.length === 0)
    throw new UsageError(`no scenario begins with ${only}; use one of ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  const why = whyNoNamespaces();
  const folder = keep ? path.resolve(keep) : mkdtempSync(path.join(tmpdir(), 'live-'));
  mkdirSync(folder, { recursive: true });
  const outcomes: [name: string, outcome: Outcome][] = [];
  for (const scenario of chosen) outcomes.push([scenario.name, why ? notRun(scenario, why) : await tried(scenario, folder, charts)]);
  if (!keep) rmSync(folder, { recursive: true, force: true });
  const namesOf = (wanted: Outcome) => outcomes.filter(([, outcome]) => outcome === wanted).map(([name]) => name);
  const named = (wanted: Outcome) =>
    `${namesOf(wanted).length} ${wanted}${namesOf(wanted).length > 0 ? ` (${namesOf(wanted).join(', ')})` : ''}`;
  print(`${namesOf('ok').length} ok, ${named('failed')}, ${named('not run')}`);
  return namesOf('failed').length > 0 ? 1 : namesOf('not run').length > 0 ? 3 : 0;
}

function notRun({ name }: Scenario, why: string): Outcome {
  print(`not run ${name}: ${why}`);
  return 'not run';
}

async function tried(scenario: Scenario, parent: string, charts: string): Promise<Outcome> {
  const folder = path.join(parent, scenario.name);
  const why = await prepare(scenario, folder, charts);
  if (why) return notRun(scenario, why);
  print(`${scenario.name}: ${scenario.shows}`);
  const child = spawnInside('test/live/inside.ts', [scenario.name, folder]);
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  if (child.stdout) for await (const line of createInterface(child.stdout)) print(lineOf(line));
  const code = await ended;
  clearTimeout(timer);
  return code === 0 ? 'ok' : 'failed';
}

/** A step as a line; another output of the scenario as it is. */
function lineOf(text: string): string {
  if (!text.startsWith('{"step"')) return `  ${text}`;
  const { step, ok, seen, seconds }: StepResult = JSON.parse(text);
  return `  ${ok ? 'ok    ' : 'FAILED'} ${step}: ${seen} (${seconds.toFixed(1)} s)`;
}

run({
  usage: 'npm run test:live -- [--charts DIR] [--only PREFIX] [--keep DIR]',
  description:
    'Runs the rendered manifests of cluster files as processes, without Kubernetes, and a trace through them.\n' +
    'Binaries are those on PATH and in the folder LIVE_BIN, by the names of the images: tempo, traefik, minio, mc, memcached, prometheus.',
  options: {
    charts: { argument: 'DIR', meaning: 'the charts, as NAME-VERSION/ or NAME-VERSION.tgz, instead of their repositories', default: '' },
    only: { argument: 'PREFIX', meaning: 'only scenarios whose name begins with it', default: '' },
    keep: { argument: 'DIR', meaning: 'an empty folder that keeps manifests, volumes and logs', default: '' },
  },
  run: runScenarios,
});
