/** Formats of the texts that describe a storage. */
import { text } from './format';

const BUCKET_PATTERN = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|\.-|-\.))[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$/;

export const bucket = () =>
  text({
    pattern: BUCKET_PATTERN,
    example: 'k3s-tempo',
    what: 'a valid name for an S3 bucket',
    fix: 'use 3 to 63 lower-case letters, digits, hyphens and dots',
  });

/** A region of an S3 server, which may be in the host name of its endpoint. */
export const region = () =>
  text({
    pattern: /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    example: 'eu-west-1',
    what: 'a region',
    fix: 'use letters, digits and hyphens',
  });

/** The ARN of a role of AWS, in any of its partitions. */
export const iamRole = (example: string) =>
  text({
    pattern: /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    example,
    what: 'the ARN of an IAM role',
    fix: 'use arn:aws:iam::ACCOUNT:role/NAME',
  });

/** A bucket of Google Cloud Storage. */
export const googleBucket = () =>
  text({
    pattern:
      /^(?!goog)(?!\d+\.\d+\.\d+\.\d+$)(?!.*(google|g00gle|\.\.|\.-|-\.))[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$|^(?=.{4,222}$)(?!goog)(?!\d+\.\d+\.\d+\.\d+$)(?!.*(google|g00gle))[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)+$/,
    example: 'k3s-tempo',
    what: 'a valid name for a bucket of Google Cloud Storage',
    fix: 'use 3 to 63 lower-case letters, digits, hyphens and underscores',
    explain: (value) => {
      const reserved = /^goog|google|g00gle/.exec(value)?.[0];
      if (reserved === undefined) return undefined;
      const problem = `${JSON.stringify(value)} ${reserved === 'goog' ? 'begins with' : 'contains'} ${reserved}, which Google reserves`;
      return { problem, fix: 'use another name, e.g. k3s-tempo' };
    },
  });

/** A storage account of Azure. */
export const storageAccount = () =>
  text({
    pattern: /^[a-z0-9]{3,24}$/,
    example: 'labtraces',
    what: 'a valid name for a storage account of Azure',
    fix: 'use 3 to 24 lower-case letters and digits',
  });

/** A container of Azure Blob Storage. */
export const blobContainer = () =>
  text({
    pattern: /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
    example: 'tempo',
    what: 'a valid name for a container of Azure Blob Storage',
    fix: 'use 3 to 63 lower-case letters, digits and single hyphens',
  });

const GUID = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** The client id of a managed identity of Azure. */
export const managedIdentity = (example: string) =>
  text({
    pattern: new RegExp(`^${GUID}$`),
    example,
    what: 'the client id of a managed identity',
    fix: 'use the clientId that `az identity show` prints',
  });

/** A service account of Google Cloud, or the client id of an identity of Azure. */
export const cloudIdentity = (example: string) =>
  text({
    pattern: new RegExp(`^([a-z0-9][a-z0-9-]*@([a-z0-9-]+\\.)+gserviceaccount\\.com|${GUID})$`),
    example,
    what: 'a service account of Google Cloud or a client id of Azure',
    fix: 'use NAME@PROJECT.iam.gserviceaccount.com, or the clientId that `az identity show` prints',
  });

/** The beginning of the names of objects in a bucket, as folders. */
export const objectPrefix = () =>
  text({
    pattern: /^(?!.*(^|\/)\.\.?(\/|$))[\w!.*'()-]+(\/[\w!.*'()-]+)*$/,
    example: 'tempo/prod',
    what: 'a prefix of objects in a bucket',
    fix: 'use letters, digits, hyphens and single slashes, without one at the ends',
  });
