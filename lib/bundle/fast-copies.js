// How bundled code copies the fields of objects.
//
// In V8 11.3, that of Node.js 20, each result of a spread that something follows, as in `{ ...object, key: value }`, gets a hidden class of
// its own: that takes many times as long as to copy the fields, and slows down all code that reads the result. So esbuild compiles spread
// and rest to calls of its helpers (`supported` in bundle.js), and the functions below take their place. They copy no symbols, and add
// fields by assignment: lib/bundle/fast-copies.test.ts checks that no bundle needs more.

/** As for a field of a literal: `__proto__` is a field like any other. */
function setField(target, key, value) {
  if (key === '__proto__') Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  else target[key] = value;
}

/** `{ ...source }`: copies the fields into a new object. Undefined and null have none. */
function copyInto(target, source) {
  if (source === undefined || source === null) return target;
  for (const key of Object.keys(source)) setField(target, key, source[key]);
  return target;
}

/** `const { key, ...rest } = source`: a copy without some fields. */
function copyWithout(source, keys) {
  const rest = {};
  for (const key of Object.keys(source)) if (!keys.includes(key)) setField(rest, key, source[key]);
  return rest;
}

/** A copy without the fields that are undefined. */
function copyOfValues(source) {
  const values = {};
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value !== undefined) setField(values, key, value);
  }
  return values;
}

const NAME = String.raw`([\w$]+)`;

/** The helpers of esbuild for the spread of an object and for a rest, minified. */
const SPREAD = new RegExp(
  String.raw`${NAME}=\(${NAME},${NAME}\)=>\{for\(var ${NAME} in \3\|\|=\{\}\)${NAME}\.call\(\3,\4\)&&${NAME}\(\2,\4,\3\[\4\]\);` +
    String.raw`if\(${NAME}\)for\(var \4 of \7\(\3\)\)${NAME}\.call\(\3,\4\)&&\6\(\2,\4,\3\[\4\]\);return \2\}`,
);
const REST = new RegExp(
  String.raw`${NAME}=\(${NAME},${NAME}\)=>\{var ${NAME}=\{\};for\(var ${NAME} in \2\)${NAME}\.call\(\2,\5\)&&\3\.indexOf\(\5\)<0&&` +
    String.raw`\(\4\[\5\]=\2\[\5\]\);if\(\2!=null&&${NAME}\)for\(var \5 of \7\(\2\)\)\3\.indexOf\(\5\)<0&&${NAME}\.call\(\2,\5\)&&` +
    String.raw`\(\4\[\5\]=\2\[\5\]\);return \4\}`,
);

/** The one for the fields that follow a spread. It is short, so it is recognised by the names that esbuild gave to what it calls. */
function following(code) {
  const nameOf = (method) => (new RegExp(`${NAME}=Object\\.${method}[,;]`).exec(code) || ['', '0'])[1].replace(/\$/g, '\\$');
  const [define, describe] = ['defineProperties', 'getOwnPropertyDescriptors'].map(nameOf);
  return new RegExp(String.raw`${NAME}=\(${NAME},${NAME}\)=>${define}\(\2,${describe}\(\3\)\)(?=[,;])`);
}

/** How code of `cdk8s import` leaves out fields without a value: it copies the object once for each of its fields. */
const WITHOUT_EMPTY =
  /Object\.entries\(([\w$]+(?:\.[\w$]+)?)\)\.reduce\(\(([\w$]+),([\w$]+)\)=>\3\[1\]===void 0\?\2:[\w$]+\([\w$]+\(\{\},\2\),\{\[\3\[0\]\]:\3\[1\]\}\),\{\}\)/g;

/** @param code as esbuild minifies it */
function withFastCopies(code) {
  const compiled = code
    .replace(SPREAD, '$1=copyInto')
    .replace(following(code), '$1=copyInto')
    .replace(REST, '$1=copyWithout')
    .replace(WITHOUT_EMPTY, 'copyOfValues($1)');
  return compiled + [setField, copyInto, copyWithout, copyOfValues].map(String).join('');
}

module.exports = { copyInto, copyWithout, withFastCopies };
