import assert from 'node:assert/strict';
import { findScopesByLayout } from '../../../../../src/core/context/collect/scopes.ts';
import { TextLines } from '../../../../../src/core/context/collect/textLines.ts';

/** The cursor is at `█`; the scopes around it, the innermost first, as the lines they hold. */
const cases: readonly {
  readonly name: string;
  readonly code: string;
  readonly scopes: readonly (readonly string[])[];
}[] = [
  {
    name: 'functions in a class, with what stands above them',
    code: 'import a;\n/** Doc. */\nclass A {\n  b = 1;\n\n  // Why.\n  @c\n  d(): void {\n    e();\n    █\n  }\n\n  f() {}\n}\nlast();',
    scopes: [
      ['  // Why.', '  @c', '  d(): void {', '    e();', '    █', '  }'],
      [
        '/** Doc. */',
        'class A {',
        '  b = 1;',
        '',
        '  // Why.',
        '  @c',
        '  d(): void {',
        '    e();',
        '    █',
        '  }',
        '',
        '  f() {}',
        '}',
      ],
    ],
  },
  {
    name: 'Python',
    code: 'class A:\n    def b(self):\n        c()\n        # add █\n\n    def d(self):\n        pass\n\ne()',
    scopes: [
      ['    def b(self):', '        c()', '        # add █'],
      ['class A:', '    def b(self):', '        c()', '        # add █', '', '    def d(self):', '        pass'],
    ],
  },
  {
    name: 'a signature over several lines',
    code: 'a();\nfunction b(\n  c: string,\n  d: number,\n): void {\n  █\n}\ne();',
    scopes: [['function b(', '  c: string,', '  d: number,', '): void {', '  █', '}']],
  },
  {
    name: 'braces on lines of their own',
    code: 'namespace A\n{\n    void B(int c)\n    {\n        █\n    }\n}',
    scopes: [
      ['    void B(int c)', '    {', '        █', '    }'],
      ['namespace A', '{', '    void B(int c)', '    {', '        █', '    }', '}'],
    ],
  },
  {
    name: 'the whole of if and else',
    code: 'f() {\n\tif (a) {\n\t\tb();\n\t} else {\n\t\t█\n\t}\n}',
    scopes: [
      ['\tif (a) {', '\t\tb();', '\t} else {', '\t\t█', '\t}'],
      ['f() {', '\tif (a) {', '\t\tb();', '\t} else {', '\t\t█', '\t}', '}'],
    ],
  },
  {
    name: 'from the then branch to the end of else',
    code: 'f() {\n  if (a) {\n    █\n  } else {\n    b();\n  }\n  c();\n}',
    scopes: [
      ['  if (a) {', '    █', '  } else {', '    b();', '  }'],
      ['f() {', '  if (a) {', '    █', '  } else {', '    b();', '  }', '  c();', '}'],
    ],
  },
  {
    name: 'the end of the line that opens',
    code: 'a();\ndef b():█\n    c()\nd()',
    scopes: [['def b():█', '    c()']],
  },
  {
    name: 'a blank line at the margin inside a function',
    code: 'function a() {\n  b();\n█\n  c();\n}',
    scopes: [['function a() {', '  b();', '█', '  c();', '}']],
  },
  {
    name: 'preprocessor lines at the margin',
    code: 'void a(void)\n{\n    b();\n#ifdef C\n    █\n#endif\n    d();\n}\n',
    scopes: [['void a(void)', '{', '    b();', '#ifdef C', '    █', '#endif', '    d();', '}']],
  },
  {
    name: 'Ruby',
    code: "module A\n  def b\n    █\n  end\nend\nputs 'c'",
    scopes: [
      ['  def b', '    █', '  end'],
      ['module A', '  def b', '    █', '  end', 'end'],
    ],
  },
  {
    name: 'code without indentation, by its braces',
    code: 'function a() {\nlet b = "{";\nif (b) { // {\n█\n}\nc();\n}\nd();',
    scopes: [
      ['if (b) { // {', '█', '}'],
      ['function a() {', 'let b = "{";', 'if (b) { // {', '█', '}', 'c();', '}'],
    ],
  },
  { name: 'none at the margin', code: 'a();\n█\nfunction b() {\n  c();\n}', scopes: [] },
  { name: 'none in an empty file', code: '█', scopes: [] },
];

describe('findScopesByLayout', () => {
  for (const { name, code, scopes } of cases) {
    for (const eol of ['\n', '\r\n']) {
      it(`${name}, ${JSON.stringify(eol)}`, () => {
        const text = code.replaceAll('\n', eol);
        const line = text.slice(0, text.indexOf('█')).split('\n').length - 1;
        const lines = new TextLines(text.replace('█', ''));
        const found = findScopesByLayout(lines, line, 'any');
        assert.deepEqual(
          found.map(({ startLine, endLine }) => code.split('\n').slice(startLine, endLine)),
          scopes,
        );
        for (const { startLine, bodyLine, endLine } of found) assert.ok(startLine < bodyLine && bodyLine <= endLine);
      });
    }
  }
});
