/** `npm run servers`: prints what is known about S3 servers, for a terminal or as the page docs/s3-servers.md. */
import { writeFileSync } from 'node:fs';
import { serversPage, serversText } from '../charts/tempo/storage/s3/servers/page';
import { type Options, print, run } from '../lib/command-line/command';

function servers({ extra }: Options): number {
  if (extra.markdown) {
    writeFileSync(extra.markdown, serversPage());
    print(`written ${extra.markdown}`);
  } else print(serversText());
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run servers -- [--markdown FILE]',
    description: 'Prints what each S3 server needs, what it lacks, and where that is said.',
    options: { markdown: { argument: 'FILE', meaning: 'write Markdown to this file instead', default: '' } },
    run: servers,
  });
}
