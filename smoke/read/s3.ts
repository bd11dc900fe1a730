/** Requests to an S3 server, signed as AWS does: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
import { sign } from 'aws4';
import type { Reached } from '../ends/ends';
import { type Answer, request } from './request';

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3Props {
  readonly reached: Reached;
  readonly keys: S3Keys;
  /** The host that the server expects, `host:port`, which is signed. */
  readonly host: string;
  readonly region: string;
  /** The authority of the server, as PEM. */
  readonly ca?: string;
}

export interface S3Client {
  /**
   * @param path `/bucket/key`, with its query: the bucket is always in the path, which every server accepts
   * @throws EndError without an answer
   */
  readonly send: (method: string, path: string, body?: string) => Promise<Answer>;
}

export const s3Client = ({ reached, keys, host, region, ca }: S3Props): S3Client => ({
  send: (method, path, body) => {
    const headers: Record<string, string> = { 'content-type': 'application/octet-stream' };
    const signed = sign(
      { service: 's3', region, host, method, path, headers: { ...headers, host }, ...(body !== undefined && { body }) },
      { ...keys },
    );
    return request(reached, path, {
      ...{
        end: 's3',
        method,
        headers: signed.headers as Record<string, string>,
        servername: host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'),
      },
      ...(body !== undefined && { body }),
      ...(ca && { ca }),
    });
  },
});

/** The code of an error: `NoSuchBucket`; empty if the body has none, as for HEAD. */
export const errorCode = ({ text }: Pick<Answer, 'text'>): string => /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? '';

/** The texts of an element of XML, such as `Key`. */
export const elements = ({ text }: Pick<Answer, 'text'>, name: string): string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, content = '']) => content.replaceAll('&amp;', '&'));
