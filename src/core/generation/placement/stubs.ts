/** What people and generators write where code is still missing, as a whole line or statement. */
const stubs: readonly RegExp[] = [
  /^pass$/,
  /^\.\.\.$/,
  /^raise NotImplementedError\b.*$/,
  /^raise ["'(]?.*not implemented.*$/i,
  /^throw new (?:System\.)?NotImplementedException\(.*\);?$/,
  /^throw new (?:\w+)?(?:Error|Exception)\((["'`]).*(?:not (?:yet )?implemented|todo|unimplemented|implement me).*\1\);?$/i,
  /^throw (?:new )?(?:UnimplementedError|UnsupportedOperationException|UnsupportedError)\(.*\);?$/,
  /^(?:todo|unimplemented|unreachable)!\(.*\);?$/,
  /^panic!?\((["'`]).*(?:not (?:yet )?implemented|todo|unimplemented|implement me).*\1\);?$/i,
  /^(?:TODO|NotImplemented|notImplemented)\(.*\);?$/,
  /^\?\?\?$/,
  /^fatalError\(.*\)$/,
  /^(?:error|die|fail|failwith|stop|Error)\s*\(?\s*(["'`]).*(?:not (?:yet )?implemented|todo|unimplemented).*\1\s*\)?;?$/i,
  /^undefined$/,
  /^(?:\/\/|#|--|;+|%+|\/\*|\(\*|\{-|<!--|')\s*(?:TODO|FIXME|your code here|implement (?:me|this)|implementation (?:here|goes here))\b.*$/i,
  /^return\b[^;]*;?\s*(?:\/\/|#|--|\/\*)\s*TODO\b.*$/i,
  /^assert False(?:,.*)?$/,
  /^NULL;?\s*--\s*TODO\b.*$/i,
];

export function isStub(line: string): boolean {
  const statement = line.trim();
  return stubs.some((stub) => stub.test(statement));
}

/** A declaration that ends in a placeholder on its own line: `def size: Int = ???`, `size = undefined`. */
const inlineStub = /(?:=|=>|->)\s*(?:\?\?\?|undefined|TODO\(.*\)|notImplemented\(.*\)|failwith\s+"[^"]*")\s*;?$/;

export function endsInStub(line: string): boolean {
  return inlineStub.test(line.trim()) && !isStub(line);
}
