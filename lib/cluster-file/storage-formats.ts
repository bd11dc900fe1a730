/** Formats of the texts that describe a storage. */
import { text } from './formats';

const BUCKET_PATTERN = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|\.-|-\.))[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$/;

export const bucket = () =>
  text({
    pattern: BUCKET_PATTERN,
    example: 'k3s-tempo',
    what: 'a valid name for an S3 bucket',
    fix: 'use 3 to 63 lower-case letters, digits, hyphens and dots',
  });

/** The ARN of a role of AWS, in any of its partitions. */
export const iamRole = (example: string) =>
  text({
    pattern: /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    example,
    what: 'the ARN of an IAM role',
    fix: 'use arn:aws:iam::ACCOUNT:role/NAME',
  });

/** The beginning of the names of objects in a bucket, as folders. */
export const objectPrefix = () =>
  text({
    pattern: /^(?!.*(^|\/)\.\.?(\/|$))[\w!.*'()-]+(\/[\w!.*'()-]+)*$/,
    example: 'tempo/prod',
    what: 'a prefix of objects in a bucket',
    fix: 'use letters, digits, hyphens and single slashes, without one at the ends',
  });
