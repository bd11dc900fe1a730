/** `npm run servers`: prints what is known about S3 servers, for a terminal or as the page docs/s3-servers.md. */
import { serversPage, serversText } from '../charts/tempo/storage/s3/servers/page';
import { type PageCommand, runPage } from '../lib/command-line/page-command';

export const SERVERS: PageCommand = {
  name: 'servers',
  description: 'Prints what each S3 server needs, what it lacks, and where that is said.',
  page: serversPage,
  text: serversText,
};

if (require.main === module) runPage(SERVERS);
