import assert from 'node:assert/strict';
import { applyBlock } from '../../../../src/core/chat/applyBlock.ts';

const file = `import { a } from './a.ts';

export function total(prices: number[]): number {
  let sum = 0;
  for (const price of prices) {
    sum += price;
  }
  return sum;
}

export class Cart {
  add(item: string): void {
    this.items.push(item);
  }

  clear(): void {
    this.items = [];
  }
}
`;

const newTotal = `export function total(prices: readonly number[]): number {
  return prices.reduce((sum, price) => sum + price, 0);
}`;
const oldTotal = file.slice(file.indexOf('export function'), file.indexOf('\n\nexport class'));

const applied = (block: string, lines?: { first: number; last: number }) => {
  const result = applyBlock(file, block, lines);
  assert.equal(result.kind, 'applied', result.kind === 'refused' ? result.reason : '');
  return result.kind === 'applied' ? result.text : '';
};

describe('applyBlock', () => {
  it('replaces the function of the same name, and nothing else', () => {
    assert.equal(applied(newTotal), file.replace(oldTotal, newTotal));
  });

  it('replaces a method, in the indentation of the file', () => {
    const block = `clear(): void {\n  this.items.length = 0;\n}\n`;
    assert.equal(applied(block), file.replace('this.items = [];', 'this.items.length = 0;'));
  });

  it('replaces the lines that the model names', () => {
    assert.equal(
      applied(newTotal.replace('readonly ', ''), { first: 3, last: 9 }),
      file.replace(oldTotal, newTotal.replace('readonly ', '')),
    );
  });

  it('takes a block that has most of the file for the file', () => {
    const whole = file.replace('this.items = [];', 'this.items.splice(0);');
    assert.equal(applied(whole), whole.replace(/\n$/, ''));
  });

  it('expands elisions against the file', () => {
    const block = [
      "import { a } from './a.ts';",
      '// ... existing code ...',
      'export class Cart {',
      '  add(item: string): void {',
      '    this.items.push(item.trim());',
      '  }',
      '  // … rest of the class',
      '}',
    ].join('\n');
    assert.equal(applied(block), file.replace('push(item)', 'push(item.trim())'));
  });

  it('refuses an elision that it cannot expand, and says why', () => {
    const result = applyBlock(file, 'unheard();\n// ... existing code ...\nof();');
    assert.equal(result.kind, 'refused');
    assert.match(result.kind === 'refused' ? result.reason : '', /leaves code out.*not in the file/);
  });

  it('refuses a block of which nothing is in the file', () => {
    assert.equal(applyBlock(file, 'print("hello")').kind, 'refused');
  });

  it('keeps CRLF', () => {
    const result = applyBlock(file.replaceAll('\n', '\r\n'), newTotal);
    assert.equal(result.kind === 'applied' && result.text, file.replace(oldTotal, newTotal).replaceAll('\n', '\r\n'));
  });

  it('never writes an elision into a file', () => {
    const blocks = [
      '// ... existing code ...\nexport function total() {}\n// ...',
      '# … unchanged\nx = 1',
      `${newTotal}\n// ... rest of the file ...`,
      '/* ... */\nexport class Cart {\n  // ...\n}',
    ];
    for (const block of blocks) {
      const result = applyBlock(file, block);
      if (result.kind === 'applied') assert.doesNotMatch(result.text, /\.\.\.|…/, block);
    }
  });
});
