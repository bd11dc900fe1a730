/** For namespaces.test.ts: runs itself in namespaces, and waits there. */
import { spawnInside } from './namespaces';

if (process.argv[2] === 'inside') {
  console.log('inside');
  setInterval(() => undefined, 1000);
} else {
  const child = spawnInside('test/live/ended.inside.ts', ['inside']);
  child.stdout?.on('data', () => console.log(child.pid));
}
