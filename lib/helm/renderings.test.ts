import { type Rendering, Renderings } from './renderings';

/** Renders the text, and remembers that it did. */
function rendering(text: string, rendered: string[]): () => Promise<Rendering> {
  return async () => {
    rendered.push(text);
    return { text };
  };
}

test('equal inputs are rendered once, while the first is running and after it', async () => {
  const rendered: string[] = [];
  const renderings = new Renderings();

  const results = await Promise.all([renderings.of(['a'], rendering('1', rendered)), renderings.of(['a'], rendering('2', rendered))]);
  results.push(await renderings.of(['a'], rendering('3', rendered)));

  expect(results).toEqual([{ text: '1' }, { text: '1' }, { text: '1' }]);
  expect(rendered).toEqual(['1']);
});

test('inputs are told apart also where they are the same text together', async () => {
  const rendered: string[] = [];
  const renderings = new Renderings();

  await Promise.all([['a', 'b'], ['ab', ''], [['a', 'b']]].map((inputs) => renderings.of(inputs, rendering(String(inputs), rendered))));

  expect(rendered).toHaveLength(3);
});

test('the oldest ones are forgotten when too much is kept', async () => {
  const rendered: string[] = [];
  const renderings = new Renderings({ most: 5 });

  for (const text of ['aaa', 'bb', 'c', 'bb', 'aaa']) await renderings.of([text], rendering(text, rendered));

  expect(rendered).toEqual(['aaa', 'bb', 'c', 'aaa']);
});

test('the progress counts what was rendered, and not what was asked for', async () => {
  const progress: string[] = [];
  const renderings = new Renderings({ progress: (done, total) => progress.push(`${done} of ${total}`) });

  await Promise.all(['a', 'b', 'a'].map((text) => renderings.of([text], rendering(text, []))));

  expect(progress).toEqual(['1 of 2', '2 of 2']);
  expect(renderings.count).toBe(2);
});
