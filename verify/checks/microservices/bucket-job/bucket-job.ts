/** Checks the Job that creates bucket, user and policy, and its script. */
import { policy } from '../../../../charts/bucket/s3-bucket';
import type { S3Bucket } from '../../../../charts/tempo/storage/backend';
import { type About, error, type Finding, warning } from '../../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { listAt, mapAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { aboutObject, type Pod } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { hasVolume } from '../../../world/mounted-file';
import { MICROSERVICES_RULES } from '../rules';
import { containerMistakes } from './container';
import { missingFiles } from './files';
import { jobMistakes } from './job';
import type { Mistake } from './mistake';
import { type Needed, policyMistake } from './policy';
import { isRcloneScript, rcloneMistakes } from './rclone';
import { scriptMistakes } from './script';
import { checkUnquotedKeys } from './unquoted-keys';

/** Whether a text has the commands of a bucket Job. rclone has many other uses in manifests of other authors. */
const isScript = (text: string, isOurs: boolean): boolean =>
  (isOurs && isRcloneScript(text)) || /\bmc\b[^\n]*(\bmb\b|\badmin (policy|user)\b)/.test(text);

type Rule = 'bucket-job-script' | 'bucket-policy' | 'job-never-ends' | 'missing-file';

export function checkBucketJob(world: World, lookup: Lookup): Finding[] {
  const { pods } = lookup;
  const maps = world.objects.filter(({ object, rendered }) => object.kind === 'ConfigMap' && !rendered);
  const scripts = maps.flatMap((placed) =>
    textsOf(placed).flatMap(([file, text]) => (isScript(text, world.isOurs) ? [{ placed, file, text }] : [])),
  );
  const reports =
    (rule: Rule, placed: Placed, part: string | undefined) =>
    ([problem, fix]: Mistake) => {
      const about: About = { ...aboutObject(placed.object), ...(part && { part }) };
      return (world.isOurs ? error : warning)(placed.place, MICROSERVICES_RULES.says(rule, problem, fix), about);
    };
  const bucket = world.declared.bucketJob ? world.declared.storage?.bucket : undefined;
  const jobs = scripts.flatMap(({ placed, text }) =>
    pods
      .filter((pod) => pod.placed.object.kind === 'Job' && hasVolume(pod, placed))
      .flatMap((pod) => [
        ...[...jobMistakes(pod, world), ...(world.isOurs ? containerMistakes(pod, text) : [])].map(
          reports('job-never-ends', pod.placed, undefined),
        ),
        ...pod.containers.flatMap((container) =>
          missingFiles(container, pod, text, lookup, world.isOurs).map(reports('missing-file', pod.placed, `container ${container.name}`)),
        ),
      ]),
  );
  return [
    ...scripts.flatMap(({ placed, file, text }) => mistakesIn(text, world, bucket).map(reports('bucket-job-script', placed, file))),
    ...scripts.flatMap(({ placed, text }) =>
      policies(placed, text, bucket).map(([file, ...mistake]) => reports('bucket-policy', placed, file)(mistake)),
    ),
    ...jobs,
    ...checkUnquotedKeys(world, pods),
    ...missing(
      world,
      pods,
      scripts.map(({ placed }) => placed),
    ),
  ];
}

const textsOf = ({ object }: Placed): [string, string][] =>
  Object.entries(mapAt(object, 'data')).map(([key, text]) => [key, textFrom(text)]);

/** The policies that a script creates from files beside it. */
function policies(
  placed: Placed,
  script: string,
  bucket: Parameters<typeof policy>[0] | undefined,
): [file: string, problem: string, fix: string][] {
  return textsOf(placed).flatMap(([file, text]) => {
    if (!file.endsWith('.json') || !script.includes(`/${file}`)) return [];
    const problem = policyMistake(text, bucket ? neededFor(policy(bucket)) : []);
    return problem === undefined ? [] : [[file, problem, bucket ? RUN_SYNTH : 'correct it']];
  });
}

/** Each action of Tempo on what it is for: the bucket, or what is in it. */
const neededFor = (document: object): Needed[] =>
  listAt(document, 'Statement').flatMap((statement) =>
    listAt(statement, 'Action').flatMap((action) => {
      const isForBucket = textFrom(action).endsWith('ListBucket');
      const resource = listAt(statement, 'Resource').find((each) => textFrom(each).endsWith('/*') !== isForBucket);
      return resource === undefined ? [] : [{ action: textFrom(action), resource: textFrom(resource) }];
    }),
  );

/** Each client has its own commands. */
function mistakesIn(text: string, { declared: { bucketJob } }: World, bucket: S3Bucket | undefined): Mistake[] {
  if (!isRcloneScript(text)) return scriptMistakes(text, bucket, bucketJob?.script);
  return bucket && bucketJob?.keys ? rcloneMistakes(text, bucket, bucketJob.keys) : [];
}

function missing(world: World, pods: readonly Pod[], maps: readonly Placed[]): Finding[] {
  const isRun = pods.some((pod) => pod.placed.object.kind === 'Job' && maps.some((map) => hasVolume(pod, map)));
  const { bucketJob } = world.declared;
  if (!bucketJob || isRun) return [];
  const problem = `no Job here runs a script with ${bucketJob.command}, which ${bucketJob.key} of the cluster file needs`;
  const statement = MICROSERVICES_RULES.says('no-bucket-job', problem, RUN_SYNTH);
  return [error({ file: world.folder }, statement, { subject: 'the bucket Job' })];
}
