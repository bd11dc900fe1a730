import { readFileSync } from 'node:fs';
import { MC } from '../charts/tempo/storage/s3/servers/images';
import { serversPage } from '../charts/tempo/storage/s3/servers/page';
import { factsOf, SERVERS } from '../charts/tempo/storage/s3/servers/servers';

test('docs/s3-servers.md is what `npm run servers` writes today', () => {
  expect(readFileSync('docs/s3-servers.md', 'utf8')).toBe(serversPage());
});

test('the page has every fact with its source, and the image of the Job', () => {
  const page = serversPage();

  for (const { says, source } of Object.values(SERVERS).flatMap(factsOf)) expect(page).toContain(`- ${says} ([source](${source})).`);
  expect(page).toContain(`\`${MC.image}\``);
});
