/** A block in the bucket. */
import { ONLY_TENANT } from '../../../charts/tenants';
import { elements, type S3Client } from '../../read/s3';
import { SMOKE_RULES } from '../../rules';
import type { SmokeBucket } from '../../stack';
import { failed, notJudged, ok, type Verdict } from '../../step';

/** The files of a block: `single-tenant/<id>/meta.json`; after compaction `meta.compacted.json` (tempodb/backend/backend.go). */
const META = /\/([0-9a-f-]{36})\/meta\.(compacted\.)?json$/;

/** Pages of a thousand objects are read until there is a block. */
const MOST_PAGES = 20;

export async function hasBlock(client: S3Client, { name, prefix }: SmokeBucket): Promise<Verdict> {
  const folder = `${prefix}${ONLY_TENANT}/`;
  let token = '';
  let seen = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const more = token && `&continuation-token=${encodeURIComponent(token)}`;
    const answer = await client.send('GET', `/${name}?${more ? `${more.slice(1)}&` : ''}list-type=2&prefix=${encodeURIComponent(folder)}`);
    if (answer.status !== 200)
      return failed(
        SMOKE_RULES.says('no-block', `the list of ${folder} was answered by ${answer.status}`, 'see the step permissions'),
        `bucket ${name}`,
      );
    const keys = elements(answer, 'Key');
    const block = keys.map((key) => META.exec(`/${key}`)?.[1]).find(Boolean);
    if (block) return ok(`block ${block} in ${name}/${folder}`);
    seen += keys.length;
    [token = ''] = elements(answer, 'NextContinuationToken');
    if (!token) break;
  }
  if (seen > 0)
    return failed(
      SMOKE_RULES.says(
        'no-block',
        `has ${seen} objects below ${folder}, and no block is complete`,
        'see the logs of the processes that flush',
      ),
      `bucket ${name}`,
    );
  return notJudged(`no block in ${name}/${folder} yet; Tempo writes the first one after half an hour at most`);
}
