/** Checks the command of rclone that creates the bucket, against that for the bucket of the cluster file. */
import { bucketScript, type KeyFiles, rcloneCommand } from '../../../../charts/bucket/rclone';
import type { S3Bucket } from '../../../../charts/tempo/storage/backend';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import type { Mistake } from './mistake';
import { simpleCommands } from './shell';
import { structuralMistake } from './structure';

/** Whether a script creates a bucket by rclone. */
export const isRcloneScript = (text: string): boolean => /\brclone\b[^\n]*\bmkdir\b/.test(text);

/** @param keys the files with the keys that the cluster file gives to the Job */
export function rcloneMistakes(script: string, bucket: S3Bucket, keys: KeyFiles): Mistake[] {
  const commands = simpleCommands(script);
  if (!commands) return [['has a quote that is not closed', 'close it']];
  const words = commands.map((command) => command.words).find((list) => list.includes('rclone') && list.includes('mkdir'));
  if (!words) return [['has no command rclone mkdir', RUN_SYNTH]];
  const [expected = { words: [] }] = simpleCommands(rcloneCommand(bucket, keys)) ?? [];
  const found = [...bucketMistake(words, bucket), ...optionMistakes(words, expected.words), ...keyMistakes(words, keys)];
  return found.length > 0
    ? found
    : [structure(script, bucketScript(bucket, keys)) ?? []].filter((mistake): mistake is Mistake => mistake.length > 0);
}

function bucketMistake(words: readonly string[], { name }: S3Bucket): Mistake[] {
  const found = words
    .find((word) => word.startsWith(':s3:'))
    ?.slice(4)
    .split('/')[0];
  return found === name ? [] : [[`creates the bucket ${found ?? '(none)'}, but Tempo writes to ${name}`, `use ${name}`]];
}

/** What an option is about. The others may have any value. */
const VALUED = {
  '--s3-endpoint': 'connects to',
  '--s3-region': 'creates the bucket in region',
  '--s3-location-constraint': 'creates the bucket at the location',
} as const;
const SWITCHES = { '--s3-env-auth': 'does not read the keys', '--no-check-certificate': 'checks the certificate' } as const;

function optionMistakes(words: readonly string[], expected: readonly string[]): Mistake[] {
  const valued = Object.entries(VALUED).flatMap(([option, does]): Mistake[] => {
    const [found, wanted] = [optionOf(words, option), optionOf(expected, option)];
    return found === wanted ? [] : [[`${does} ${found ?? '(none)'} instead of ${wanted ?? '(none)'}`, RUN_SYNTH]];
  });
  const missing = Object.entries(SWITCHES).filter(([option]) => expected.includes(option) && !words.includes(option));
  return [...valued, ...missing.map(([option, does]): Mistake => [`${does}, because it lacks ${option}`, `add ${option}`])];
}

/** The value of an option, in either of its forms. */
function optionOf(words: readonly string[], option: string): string | undefined {
  const index = words.indexOf(option);
  const word = index < 0 ? words.find((one) => one.startsWith(`${option}=`))?.slice(option.length + 1) : words[index + 1];
  return word?.replace(/\/$/, '');
}

/** The folders are compared with the mounts. */
function keyMistakes(words: readonly string[], { accessKeyId, secretAccessKey }: KeyFiles): Mistake[] {
  const given = (variable: string) => {
    const value = words.find((word) => word.startsWith(`${variable}=`))?.slice(variable.length + 1);
    return /\bcat [^)"]*?([^/)"\s]+)\)/.exec(value ?? '')?.[1] ?? value;
  };
  const wanted = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return Object.entries(wanted).flatMap(([variable, file]): Mistake[] => {
    const found = given(variable);
    return found === file ? [] : [[`has ${found ?? 'nothing'} as ${variable} instead of ${file}`, `read ${file}`]];
  });
}

/** The rest of the script, such as its loop. */
const structure = (script: string, expected: string): Mistake | undefined =>
  structuralMistake(...([script, expected].map(withoutCommand) as [string, string]));

/** The command itself is judged by its options. */
const withoutCommand = (script: string): string => script.replaceAll('\\\n', ' ').replace(/^.*\brclone\b.*\bmkdir\b.*$/m, 'rclone');
