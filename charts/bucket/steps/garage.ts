/** The steps for Garage, which makes the keys itself and has no policies. */
import { creation, STORE_KEYS, type StepContext, userName } from './step-context';

export function garageSteps(context: StepContext): string[] {
  const { bucket, creator } = context;
  const key = userName(bucket);
  return [
    ...creation(context, `garage bucket create ${bucket.name}`),
    `garage key create ${key}`,
    STORE_KEYS,
    creator ? `garage key allow --create-bucket ${key}` : `garage bucket allow --read --write ${bucket.name} --key ${key}`,
  ];
}
