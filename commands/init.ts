/** `tempo-gitops init`: writes what a repository of one cluster needs, into the working directory. */
import { readFileSync } from 'node:fs';
import { type AnswersProps, answersTo } from '../init/answers';
import { besideExisting } from '../init/existing';
import { newFiles, packageText } from '../init/files';
import { initFrom } from '../init/from/command';
import { newestFitting } from '../init/newest';
import { isOnlyInstalled, packageSpec } from '../init/package-spec';
import { NONE, QUESTIONS } from '../init/questions';
import { terminal } from '../init/terminal';
import { inTheWay, writeAll } from '../init/write';
import { type CommandOption, type Options, print, printError, printFindings, Refusal, run } from '../lib/command-line/command';
import { isFile } from '../lib/output/file-kind';

const PACKAGE = 'package.json';

/** @returns the exit code: 0, or 1 if a file exists or nothing fits; then nothing is written */
export async function init({ extra: { yes, package: spec, from, ...given } }: Options): Promise<number> {
  const { ask, end } = terminal();
  const props = { given, ask, yes: Boolean(yes), say: printError };
  const { answers, examples, source, errors, lines, adopt } = await (from ? initFrom(from, props) : fromAnswers(props)).finally(end);
  for (const line of lines) print(line);
  if (errors.length > 0) {
    printFindings(errors);
    throw new Refusal(
      `${from ? 'what runs does' : 'these answers do'} not fit together, so nothing is written; their lines are those of the file that would be written`,
    );
  }
  const installed = presentPackage();
  const wanted = spec || packageSpec();
  const { files, notes, readme } = besideExisting(newFiles(answers, source));
  const own = [PACKAGE, packageText(installed, wanted)] as const;
  const blocked = inTheWay([...files.map(([file]) => file), ...(installed ? [] : [PACKAGE])]);
  if (blocked.length > 0) throw new Refusal(`init overwrites no file, so nothing is written; move these away: ${blocked.join(', ')}`);
  if (installed) writeAll(files, own);
  else writeAll([...files, own]);
  for (const [file] of [...files, own]) print(`${installed && file === PACKAGE ? 'completed' : 'written  '} ${file}`);
  if (yes && !given.ci && answers.ci === NONE)
    printError('note: no continuous integration is written; use --ci github or --ci gitlab for one');
  for (const key of examples) printError(`note: ${source.file}: ${key} is only an example; write yours`);
  if (wanted.startsWith('file:..'))
    printError(`note: ${PACKAGE}: ${wanted} is outside of this folder, so others do not have it; copy it here, and install it from here`);
  for (const note of notes) printError(`note: ${note}`);
  for (const line of adopt) print(line);
  print(`\nnext: npm install, then the steps of ${readme}`);
  return 0;
}

async function fromAnswers(props: AnswersProps) {
  const { answers, examples } = await answersTo(props);
  return { answers, examples, ...newestFitting(answers), lines: [], adopt: [] };
}

/** The content of a package.json that `npm install` of this package made; undefined without one. */
function presentPackage(): Readonly<Record<string, unknown>> | undefined {
  if (!isFile(PACKAGE)) return undefined;
  try {
    const content: unknown = JSON.parse(readFileSync(PACKAGE, 'utf8'));
    return isOnlyInstalled(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

const asOption = ({ option, argument, asks, choices }: (typeof QUESTIONS)[number]): [string, CommandOption] => [
  option,
  { argument, meaning: `${asks}${choices ? ` (${choices.join(', ')})` : ''}`, default: '' },
];

if (require.main === module) {
  run({
    usage: 'tempo-gitops init [--yes] [--from DIR] [--OPTION VALUE...]',
    description:
      'Writes a cluster file, package.json, continuous integration and a README into the working directory. It asks for every option that is not set, and overwrites nothing.',
    options: {
      yes: { meaning: 'ask nothing: the usual answer for every option that is not set', default: '' },
      from: { argument: 'DIR', meaning: 'the manifests of a Tempo that runs, which the cluster file describes then', default: '' },
      package: { argument: 'SPEC', meaning: 'what package.json depends on; default the package that runs', default: '' },
      ...Object.fromEntries(QUESTIONS.map(asOption)),
    },
    run: init,
  });
}
