/** `npm run test:charts`: the cases, and the releases of the tables, with real charts. */
import { availableIn } from '../../commands/learn/candidates';
import { differences } from '../../commands/learn/case';
import { judged } from '../../commands/learn/judged';
import { type Options, print, run } from '../../lib/command-line/command';
import { UsageError } from '../../lib/command-line/errors';
import { kindOf } from '../../lib/files/file-kind';
import { findHelm } from '../../lib/helm/binary';
import { CASES } from './cases';
import { releaseCases } from './releases';

/** @returns the exit code: 0, 1 if a case is not as expected, or 3 if nothing is wrong, but not all of them could be run */
async function runCases({ extra: { charts = '', all, only = '' } }: Options): Promise<number> {
  if (kindOf(charts) !== 'folder') throw new UsageError('no folder with charts; name one by --charts');
  const available = availableIn(charts);
  const cases = [...CASES, ...releaseCases(Boolean(all), available)].filter(({ name }) => name.startsWith(only));
  if (cases.length === 0) throw new UsageError(`no case begins with ${only}`);
  const helm = await findHelm(process.env);
  const failed: string[] = [];
  const notRun: string[] = [];
  for (const each of cases) {
    const { lines, missing } = await judged(each, { helm, charts });
    const wrong = missing ? [] : differences(each, lines);
    if (missing) notRun.push(each.name);
    if (wrong.length > 0) failed.push(each.name);
    print(`${missing ? `not run ${each.name}: no chart ${missing}` : `${wrong.length > 0 ? 'FAILED ' : 'ok     '} ${each.name}`}`);
    for (const line of wrong) print(`        ${line}`);
  }
  print(`${cases.length - failed.length - notRun.length} as expected, ${failed.length} failed, ${notRun.length} not run`);
  return failed.length > 0 ? 1 : notRun.length > 0 ? 3 : 0;
}

run({
  usage: 'npm run test:charts -- --charts DIR [--only PREFIX] [--all]',
  description: 'Runs the cases of test/real-charts/, and a usual cluster file for the last release of each minor, with real charts.',
  options: {
    charts: { argument: 'DIR', meaning: 'the charts, as NAME-VERSION/ or NAME-VERSION.tgz', default: '' },
    only: { argument: 'PREFIX', meaning: 'only cases whose name begins with it', default: '' },
    all: { meaning: 'every release', default: '' },
  },
  run: runCases,
});
