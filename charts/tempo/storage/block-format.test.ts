import { chosenFormat } from './block-format';

test('the configuration that is merged last chooses the format of blocks', () => {
  const storage = (version: string) => ({ storage: { trace: { block: { version } } } });
  expect(chosenFormat({})).toBeUndefined();
  expect(chosenFormat(storage('vParquet3'))).toBe('vParquet3');
  expect(chosenFormat({ ...storage('vParquet3'), tempo: { structuredConfig: storage('vParquet4') } })).toBe('vParquet4');
});
