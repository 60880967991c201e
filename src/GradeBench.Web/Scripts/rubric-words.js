// What can stand where in a rubric: keys by the place in the outline, values by the key. rubrics/rubric.schema.json says
// the same in full; what is wrong is told by the server.
const keys = {
  "": ["assessment", "version", "dimensions", "criteria", "gates"],
  dimensions: ["id", "title", "weight"],
  criteria: ["id", "title", "dimension", "weight", "combine", "evidence", "levels"],
  evidence: ["behaviours", "fact", "values", "otherwise", "findings", "deduct", "deductAtMost", "counts", "measure", "thresholds", "share"],
  levels: ["score", "anchor"],
  counts: ["atLeast", "score"],
  thresholds: ["atLeast", "atMost", "score"],
  gates: ["id", "title", "when", "atMost", "dimensions"],
  when: ["compiles", "behaviours", "passedAtMost", "fact", "is", "findings", "measure", "atLeast", "atMost"],
};

const about = {
  weight: "share in percent; siblings sum to 100",
  combine: "average or lowest",
  evidence: "what decides the score",
  levels: "anchors at 1-2, 5-6 and 9-10",
  anchor: "what one sees on this level",
  behaviours: "hidden tests, by id or group",
  otherwise: "score where nothing else applies",
  deduct: "points one finding costs",
  share: "percent among the sources",
  gates: "conditions that cap scores",
};

// Values of a key, from what the server knows.
function values(key, words) {
  switch (key) {
    case "behaviours": return words.behaviours.map(w => option(quoted(w.name), w.about));
    case "fact": return words.facts.map(w => option(w.name, w.about));
    case "findings": return words.findings.map(w => option(w, ""));
    case "measure": return words.measures.map(w => option(w, ""));
    case "dimension": case "dimensions": return words.dimensions.map(w => option(w, ""));
    case "combine": return ["average", "lowest"].map(w => option(w, ""));
    case "compiles": return ["true", "false"].map(w => option(w, ""));
    default: return null;
  }
}

const option = (label, detail) => ({ label, detail, type: "constant" });
const quoted = name => name.includes("*") ? `"${name}"` : name;

// The key whose list or mapping the cursor's line belongs to: the nearest line above that is indented less and ends in a colon.
function parent(state, number, indent) {
  for (let n = number - 1; n >= 1; n--) {
    const match = /^(\s*)(?:- )?([\w-]+):\s*(?:#.*)?$/.exec(state.doc.line(n).text);
    if (match && match[1].length < indent) return match[2];
  }
  return "";
}

export function completeRubric(loading) {
  return async context => {
    const words = await loading;
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const word = /[\w.*"-]*$/.exec(before)[0];
    if (!context.explicit && word.length === 0) return null;

    const from = context.pos - word.length;
    const value = /([\w-]+):\s*\[?(?:[^\]{}:]*,\s*)?["\w.*-]*$/.exec(before);
    if (value && words) {
      const options = values(value[1], words);
      if (options) return { from, options, validFor: /^[\w.*"-]*$/ };
    }

    const start = /^(\s*)(- )?(?:\{\s*)?(?:[^{}]*,\s*)?[\w-]*$/.exec(before);
    if (!start) return null;

    const place = parent(context.state, line.number, start[1].length + (start[2] ? 2 : 0));
    if (start[2] && words && ["behaviours", "findings"].includes(place)) return { from, options: values(place, words) };
    const list = keys[place];
    return list ? { from, options: list.map(key => ({ label: key, detail: about[key] ?? "", apply: `${key}: `, type: "property" })), validFor: /^[\w-]*$/ } : null;
  };
}
