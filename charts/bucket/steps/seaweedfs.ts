/** The steps for SeaweedFS: its shell adds an identity whose actions are limited to the bucket. */
import { creation, type StepContext, userName } from './step-context';

export function seaweedfsSteps(context: StepContext): string[] {
  const { name } = context.bucket;
  const user = userName(context.bucket);
  const [create = ''] = creation(context, `s3.bucket.create -name ${name} -owner ${user}`);
  return [
    ...(create.startsWith('#') ? [create] : []),
    '# The keys of Tempo, as tempo.credentials has them:',
    'ACCESS_KEY_ID=tempo',
    "printf 'secret: '; read -r SECRET_ACCESS_KEY",
    'weed shell <<EOF',
    `s3.configure -apply -user ${user} -access_key $ACCESS_KEY_ID -secret_key $SECRET_ACCESS_KEY -buckets ${name} -actions ${actions(context)}`,
    ...(create.startsWith('#') ? [] : [create]),
    'EOF',
  ];
}

/** Only an administrator of the bucket creates it. */
const actions = ({ creator }: StepContext): string =>
  ['Read', 'Write', 'List', 'Tagging', ...(creator?.hasOwnKeys ? ['Admin'] : [])].join(',');
