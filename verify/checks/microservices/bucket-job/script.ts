/** Checks the commands of a bucket script: against each other, and against the cluster file. */
import { bucketCommands } from '../../../../charts/bucket/mc';
import type { S3Bucket } from '../../../../charts/tempo/storage/backend';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { type McCommand, mcCommands } from './commands';
import type { Mistake } from './mistake';
import { structuralMistake } from './structure';

/** Policies that every server has. */
const BUILT_IN = ['readwrite', 'readonly', 'writeonly', 'diagnostics', 'consoleAdmin'];

/**
 * @param bucket that of the cluster file; undefined in manifests of other authors
 * @param expected the script of the cluster file
 */
export function scriptMistakes(script: string, bucket: S3Bucket | undefined, expected?: string): Mistake[] {
  const commands = mcCommands(script);
  if (!commands) return [['has a quote that is not closed', 'close it']];
  const against = bucket ? differences(commands, bucket) : [];
  const known = against.length > 0 ? against : inconsistencies(commands);
  const structural = known.length === 0 && expected !== undefined ? structuralMistake(script, expected) : undefined;
  return structural ? [structural] : known;
}

/** How the commands differ from those for the bucket of the cluster file. */
function differences(commands: readonly McCommand[], bucket: S3Bucket): Mistake[] {
  const wanted = bucketCommands(bucket, { mc: 'mc', alias: 'server', accessKeyId: 'KEY', policyFile: 'FILE' });
  const expected = mcCommands(wanted.join('\n')) ?? [];
  return expected.flatMap((step): Mistake[] => {
    const found = commands.find(({ name }) => name === step.name);
    if (!found) return [[`has no command mc ${step.name}`, RUN_SYNTH]];
    const [index] = { 'admin policy create': [1], 'admin policy attach': [1] }[step.name] ?? [];
    const nameOf = ({ words }: McCommand) => (index === undefined ? '' : afterAlias(words[index] ?? ''));
    if (nameOf(found) !== nameOf(step))
      return [[`has mc ${step.name} for ${nameOf(found)} instead of ${nameOf(step)}`, `use ${nameOf(step)}`]];
    const [region, wantedRegion] = [found.options.get('--region'), step.options.get('--region')];
    if (region === wantedRegion) return [];
    return [[`creates the bucket in region ${region ?? '(none)'} instead of ${wantedRegion ?? '(none)'}`, RUN_SYNTH]];
  });
}

const afterAlias = (word: string): string => word.slice(word.indexOf('/') + 1);

/** How the commands do not fit each other. */
function inconsistencies(commands: readonly McCommand[]): Mistake[] {
  const of = (wanted: string) => commands.find(({ name }) => name === wanted);
  const [set, create, add, attach] = ['alias set', 'admin policy create', 'admin user add', 'admin policy attach'].map(of);
  const isLater = (a: McCommand | undefined, b: McCommand) => a !== undefined && commands.indexOf(a) > commands.indexOf(b);
  const found: Mistake[] = [];
  for (const command of commands) {
    const alias = command.words[0]?.split('/')[0];
    if (set && command !== set && alias !== set.words[0])
      found.push([`has mc ${command.name} for the alias ${alias}`, `use ${set.words[0]}`]);
    if (isLater(set, command)) found.push([`has mc ${command.name} before mc alias set`, 'set the alias first']);
  }
  if (!attach) return found;
  const policy = attach.words[1] ?? '';
  if (create && policy !== create.words[1] && !BUILT_IN.includes(policy))
    found.push([`attaches the policy ${policy}, which it does not create`, `use ${create.words[1]}`]);
  if (isLater(create, attach)) found.push(['attaches the policy before it creates it', 'create it first']);
  if (isLater(add, attach)) found.push(['attaches the policy before it creates the user', 'create the user first']);
  return [...found, ...users(add, attach)];
}

/** The user is created from the lines with id and secret, or from two arguments. */
function users(add: McCommand | undefined, attach: McCommand): Mistake[] {
  const user = attach.options.get('--user') ?? attach.options.get('-u');
  if (!add || user === undefined) return user === undefined ? [['attaches the policy to no user', 'add --user']] : [];
  const given = add.words.length > 1 ? add.words.slice(1) : add.input.filter((word) => word.startsWith('$(') || word.startsWith('$'));
  const [id, secret] = given;
  if (id === undefined || id === user) return id !== undefined && id === secret ? [['gives the user its id as its secret', RUN_SYNTH]] : [];
  const why = secret === user ? ', so id and secret are swapped' : '';
  return [[`creates the user ${id}, and attaches the policy to ${user}${why}`, `use ${user}`]];
}
