import assert from 'node:assert/strict';
import { findImports } from '../../../../../src/core/context/collect/imports.ts';
import { TextLines } from '../../../../../src/core/context/collect/textLines.ts';

/** Lines that begin with `>` are to be found, the others are not; the mark is taken off. */
const cases: readonly [languageId: string, ...lines: string[]][] = [
  [
    'typescript',
    '// Copyright',
    ">import { a } from 'a';",
    '>import type {',
    '>  B,',
    ">} from 'b';",
    '',
    ">import './c.css';",
    ">export { d } from './d';",
    'export const e = 1;',
  ],
  [
    'javascript',
    "'use strict';",
    ">const fs = require('fs');",
    ">const { join } = require('path');",
    'const importance = 1;',
  ],
  ['typescriptreact', ">import React from 'react';", 'export function App() {', '  return <p>import this</p>;', '}'],
  ['vue', '<script setup lang="ts">', ">  import { ref } from 'vue';", '</script>'],
  [
    'python',
    '#!/usr/bin/env python',
    '"""Doc."""',
    '>import os',
    '>from typing import (',
    '>    List,',
    '>)',
    '>from a import b, \\',
    '>    c',
    '',
    'def f():',
    '    import json',
  ],
  ['go', '>package main', '', '>import (', '>\t"fmt"', '>\t"os"', '>)', '', 'func main() {}'],
  [
    'rust',
    '#![allow(dead_code)]',
    '>use std::{',
    '>    fs,',
    '>    io,',
    '>};',
    '>pub(crate) use crate::a::B;',
    '>mod parser;',
    'mod tests {',
    '    use super::*;',
    '}',
  ],
  ['java', '>package a.b;', '', '>import java.util.List;', '>import static a.B.c;', '', 'public class C {}'],
  ['kotlin', '>package a', '>import a.b.C', 'class D'],
  ['scala', '>package a', '>import a.{B, C}', 'object D'],
  ['groovy', '>import groovy.json.JsonSlurper', 'def a = 1'],
  [
    'csharp',
    '>using System;',
    '>global using System.Text;',
    '>using Alias = System.IO.Path;',
    '>namespace A.B;',
    'using (var a = b) {}',
    'using var c = d;',
  ],
  ['vb', '>Imports System', 'Module A'],
  ['fsharp', '>module A', '>open System', 'let a = 1'],
  ['c', '>#include <stdio.h>', '>#  include "a.h"', '#define A 1', 'int main(void) { return 0; }'],
  ['cpp', '#pragma once', '>#include <vector>', '>using namespace std;', 'using A = B;', 'class C {};'],
  ['objective-c', '>#import <Foundation/Foundation.h>', '>@import UIKit;', '@interface A : B'],
  [
    'php',
    '<?php',
    '>namespace A\\B;',
    '>use C\\D;',
    ">require_once 'e.php';",
    'function f() { return function () use ($x) {}; }',
  ],
  ['ruby', '# frozen_string_literal: true', ">require 'json'", ">require_relative 'a'", 'class B', 'end'],
  ['swift', '>import Foundation', '>@testable import App', 'struct A {}'],
  ['dart', ">import 'dart:io';", ">part 'a.g.dart';", 'void main() {}'],
  ['elixir', 'defmodule A do', '>  use GenServer', '>  alias B.C', '  def d, do: 1', 'end'],
  ['erlang', '>-module(a).', '>-include("b.hrl").', '-export([c/0]).'],
  ['haskell', '>module Main where', '', '>import qualified Data.Map as M', 'main = pure ()'],
  ['ocaml', '>open Core', 'let a = 1'],
  ['clojure', '>(ns app.core', '>  (:require [clojure.string :as str]))', '(defn f [] 1)'],
  ['lua', ">local json = require('json')", ">require 'a'", 'local b = 1'],
  ['perl', '#!/usr/bin/perl', '>use strict;', '>package A;', 'sub b { 1 }'],
  ['r', '>library(dplyr)', 'f <- function(x) x'],
  ['julia', '>using LinearAlgebra', '>import Base: show', 'f(x) = x'],
  ['shellscript', '#!/bin/sh', '>. ./env.sh', '>source a.sh', 'echo source b'],
  ['powershell', '>using module A', '>Import-Module B', 'function C {}'],
  ['scss', ">@use 'sass:math';", ">@import 'a';", '.b { color: red; }'],
  [
    'html',
    '<!doctype html>',
    '>  <script src="a.js"></script>',
    '>  <link rel="stylesheet" href="a.css">',
    '<script>let b;</script>',
  ],
  ['proto3', '>syntax = "proto3";', '>package a;', '>import "b.proto";', 'message C {}'],
  ['solidity', '>pragma solidity ^0.8.0;', '>import "./A.sol";', 'contract B {}'],
  ['zig', '>const std = @import("std");', 'const a = 1;'],
  ['pascal', 'unit A;', '>uses SysUtils,', '>  Classes;', 'begin end.'],
  ['latex', '>\\documentclass{article}', '>\\usepackage{amsmath}', '\\begin{document}'],
  ['cmake', '>find_package(Boost REQUIRED)', 'add_executable(a a.cpp)'],
];

describe('findImports', () => {
  for (const [languageId, ...marked] of cases) {
    for (const eol of ['\n', '\r\n']) {
      it(`${languageId}, ${JSON.stringify(eol)}`, () => {
        const text = marked.map((line) => line.replace(/^>/, '')).join(eol);
        const found = findImports(new TextLines(text), languageId).flatMap(({ startLine, endLine }) =>
          Array.from({ length: endLine - startLine }, (_, index) => startLine + index),
        );
        const expected = marked.flatMap((line, index) => (line.startsWith('>') ? [index] : []));
        assert.deepEqual(found, expected);
      });
    }
  }

  it('joins neighbours', () => {
    assert.deepEqual(findImports(new TextLines('import a\nimport b\n\nimport c\n'), 'python'), [
      { startLine: 0, endLine: 2 },
      { startLine: 3, endLine: 4 },
    ]);
  });

  it('finds nothing in a language it does not know', () => {
    assert.deepEqual(findImports(new TextLines('import a'), 'plaintext'), []);
  });

  it('does not take the rest of the file for a statement whose bracket is never closed', () => {
    const text = `import { a,\n${'b\n'.repeat(500)}`;
    assert.deepEqual(findImports(new TextLines(text), 'typescript'), [{ startLine: 0, endLine: 1 }]);
  });
});
