/** The environment of other programs. */

/** The credentials of S3, which no other program needs. */
const SECRET = /^(MINIO|AWS)_/i;

/** The environment of this process without its credentials. */
export const withoutCredentials = (environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !SECRET.test(name)));
