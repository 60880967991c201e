"""Computes every number of report.json anew from its counts per score, and compares.

Needs Python 3.9 or later and nothing else. Formulas: FORMULAS.md. Exit code 0 when all numbers agree, 1 when not.
"""

import json
import math
import os
import sys

TOLERANCE = 1e-6
Z = 1.959963984540054


def incomplete_beta(a, b, x):
    """Regularised incomplete beta function by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(1 - x)) / a
    f, c, d = 1.0, 1.0, 0.0
    for i in range(0, 500):
        m = i // 2
        if i == 0:
            step = 1.0
        elif i % 2 == 0:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + step * d or 1e-300)
        c = 1 + step / c or 1e-300
        f *= c * d
        if abs(1 - c * d) < 1e-15:
            break
    return front * (f - 1)


def t_upper(t, v):
    """P(T > t) of Student's law, t >= 0."""
    return incomplete_beta(v / 2, 0.5, v / (v + t * t)) / 2


def t_quantile(v):
    """The t that is exceeded with probability 0.025."""
    low, high = 0.0, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_upper(middle, v) > 0.025 else (low, middle)
    return low


def normal_upper(z):
    return math.erfc(z / math.sqrt(2)) / 2


class Sample:
    def __init__(self, scores):
        self.counts = {round(s["score"] * 10): s["people"] for s in scores}
        self.n = sum(self.counts.values())
        total = sum(k * c for k, c in self.counts.items())
        squares = sum(k * k * c for k, c in self.counts.items())
        self.mean = total / self.n / 10
        self.variance = (squares - total * total / self.n) / (self.n - 1) / 100 if self.n > 1 else None

    def above(self, tenths):
        return sum(c for k, c in self.counts.items() if k > tenths)


def merged(samples):
    counts = {}
    for sample in samples:
        for k, c in sample.counts.items():
            counts[k] = counts.get(k, 0) + c
    return counts


def mean_interval(s):
    if s.variance is None:
        return None
    half = t_quantile(s.n - 1) * math.sqrt(s.variance / s.n)
    return s.mean - half, s.mean + half


def welch(a, b):
    u, w = a.variance / a.n, b.variance / b.n
    if u + w == 0:
        return None
    v = (u + w) ** 2 / (u * u / (a.n - 1) + w * w / (b.n - 1))
    difference, error = a.mean - b.mean, math.sqrt(u + w)
    half = t_quantile(v) * error
    return difference, 2 * t_upper(abs(difference / error), v), difference - half, difference + half


def hedges(a, b):
    if a.variance + b.variance == 0:
        return None
    v = a.n + b.n - 2
    d = (a.mean - b.mean) / math.sqrt(((a.n - 1) * a.variance + (b.n - 1) * b.variance) / v)
    j = math.exp(math.lgamma(v / 2) - math.lgamma((v - 1) / 2)) / math.sqrt(v / 2)
    error = j * math.sqrt((a.n + b.n) / (a.n * b.n) + d * d / (2 * (a.n + b.n)))
    return j * d, j * d - Z * error, j * d + Z * error


def mann_whitney(a, b):
    u = sum(c * e * (1 if k > m else 0.5 if k == m else 0) for k, c in a.counts.items() for m, e in b.counts.items())
    n = a.n + b.n
    if n <= 20:
        values = [k for s in (a, b) for k, c in s.counts.items() for _ in range(c)]
        ranks = [2 * sum(y < x for y in values) + sum(y == x for y in values) + 1 for x in values]
        middle = a.n * (n + 1)
        distance = abs(sum(ranks[: a.n]) - middle)
        ways = [{} for _ in range(a.n + 1)]
        ways[0][0] = 1
        for rank in ranks:
            for size in range(a.n, 0, -1):
                for total, count in ways[size - 1].items():
                    ways[size][total + rank] = ways[size].get(total + rank, 0) + count
        extreme = sum(c for total, c in ways[a.n].items() if abs(total - middle) >= distance)
        return u / (a.n * b.n), extreme / sum(ways[a.n].values())
    ties = sum(c**3 - c for c in merged([a, b]).values())
    variance = a.n * b.n / 12 * (n + 1 - ties / (n * (n - 1)))
    if variance <= 0:
        return u / (a.n * b.n), 1.0
    return u / (a.n * b.n), 2 * normal_upper(max(0, abs(u - a.n * b.n / 2) - 0.5) / math.sqrt(variance))


def wilson(x, n):
    p, z2 = x / n, Z * Z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return 0 if x == 0 else centre - half, 1 if x == n else centre + half


def koopman(x1, n1, x2, n2):
    """Ratios at which the score statistic stays below the chi-square limit; by bisection in the logarithm."""
    if x1 == 0 and x2 == 0:
        return None

    def term(x, n, p):
        distance = (x - n * p) ** 2
        return 0 if distance < 1e-24 else 1e300 if p >= 1 or p <= 0 else distance / (n * p * (1 - p))

    def excess(log_ratio):
        ratio = math.exp(log_ratio)
        b = ratio * (n1 + x2) + x1 + n2
        p2 = 2 * (x1 + x2) / (b + math.sqrt(max(0, b * b - 4 * (n1 + n2) * ratio * (x1 + x2))))
        return term(x1, n1, ratio * p2) + term(x2, n2, p2) - Z * Z

    estimate = math.log(max(x1, 0.5) / n1 / (max(x2, 0.5) / n2))

    def root(inside, outside):
        for _ in range(200):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if excess(middle) <= 0 else (inside, middle)
        return math.exp(inside)

    low = 0 if x1 == 0 else root(estimate + 30 if x2 == 0 else estimate, estimate - 30)
    high = math.inf if x2 == 0 else root(estimate - 30 if x1 == 0 else estimate, estimate + 30)
    return low, high


def fisher_mid_p(x1, n1, x2, n2):
    passed = x1 + x2

    def log_probability(x):
        return sum(math.lgamma(a + 1) - math.lgamma(b + 1) - math.lgamma(a - b + 1)
                   for a, b in ((n1, x), (n2, passed - x))) - (
            math.lgamma(n1 + n2 + 1) - math.lgamma(passed + 1) - math.lgamma(n1 + n2 - passed + 1))

    observed = math.exp(log_probability(x1))
    result = -observed / 2
    for x in range(max(0, passed - n2), min(n1, passed) + 1):
        p = math.exp(log_probability(x))
        if p <= observed * (1 + 1e-7):
            result += p
    return min(1, result)


def false_alarm(n, cohorts, rate):
    law = [0.0]
    for x in range(n + 1):
        if rate in (0, 1):
            p = 1.0 if x == n * rate else 0.0
        else:
            p = math.exp(math.lgamma(n + 1) - math.lgamma(x + 1) - math.lgamma(n - x + 1)
                         + x * math.log(rate) + (n - x) * math.log(1 - rate))
        law.append(law[-1] + p)
    quiet = 0.0
    for highest in range(n + 1):
        least = (4 * highest + 4) // 5
        quiet += (law[highest + 1] - law[least]) ** cohorts
        quiet -= (law[highest] - law[least]) ** cohorts if highest > least else 0
    return min(1, max(0, 1 - quiet))


class Comparison:
    def __init__(self):
        self.checked, self.wrong = 0, []

    def same(self, where, expected, actual):
        self.checked += 1
        if expected is None or actual is None or isinstance(expected, (str, bool)):
            agree = expected == actual
        else:
            actual = math.inf if actual == "Infinity" else actual
            agree = expected == actual or abs(expected - actual) <= TOLERANCE * max(1, abs(expected))
        if not agree:
            self.wrong.append(f"{where}: computed {expected}, reported {actual}")

    def interval(self, where, expected, actual):
        if expected is None or actual is None:
            self.same(where, None if expected is None else "an interval", None if actual is None else "an interval")
        else:
            self.same(where + " low", expected[0], actual["lower"])
            self.same(where + " high", expected[1], actual["upper"])


def check_dimension(check, dimension, rules, tests):
    name, samples = dimension["dimension"], {}
    for figures in dimension["cohorts"]:
        where = f"{name} {figures['cohort']}"
        s = samples[figures["cohort"]] = Sample(figures["scores"])
        check.same(where + " people", s.n, figures["people"])
        check.same(where + " mean", s.mean, figures["mean"])
        check.interval(where + " interval", mean_interval(s), figures["meanInterval"])
        shown = s.n >= rules["fewestCompared"]
        check.same(where + " s", math.sqrt(s.variance) if shown else None, figures["standardDeviation"])
    for difference in dimension["differences"]:
        where = f"{name} {difference['first']}-{difference['second']}"
        a, b = samples[difference["first"]], samples[difference["second"]]
        superiority, p = mann_whitney(a, b)
        check.same(where + " superiority", superiority, difference["order"]["superiority"])
        check.same(where + " p", p, difference["order"]["p"])
        tests.append((where, p, difference["adjustedP"]))
        points, g = welch(a, b), hedges(a, b)
        if points is None or difference["points"] is None:
            check.same(where + " points", points, difference["points"])
        else:
            check.same(where + " points", points[0], difference["points"]["difference"])
            check.same(where + " Welch p", points[1], difference["points"]["p"])
            check.interval(where + " points", points[2:], difference["points"]["interval"])
            check.same(where + " g", g[0], difference["standardised"]["g"])
            check.interval(where + " g", g[1:], difference["standardised"]["interval"])
    return samples


def check_holm(check, tests):
    running = 0.0
    for rank, (where, p, reported) in enumerate(sorted(tests, key=lambda t: t[1])):
        running = max(running, min(1, (len(tests) - rank) * p))
        check.same(where + " adjusted p", running, reported)


def check_rates(check, rates, samples):
    counts = merged(samples.values())
    values = sorted(k for k, c in counts.items() for _ in range(c))
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    check.same("median", middle / 10, rates["median"])
    check.same("ties", counts.get(middle, 0), rates["ties"])
    check_comparison(check, "above", rates, {c: (s.above(middle), s.n) for c, s in samples.items()})


def check_decisions(check, decisions):
    counts = {c["cohort"]: (c["advanced"]["passed"], c["advanced"]["total"]) for c in decisions["cohorts"] if c["advanced"] is not None}
    if decisions["rates"] is not None:
        check_comparison(check, "decisions", decisions["rates"], counts)


def check_comparison(check, name, rates, counts):
    compared = {c["cohort"]: counts[c["cohort"]] for c in rates["cohorts"]}
    pooled = sum(x for x, _ in compared.values()) / sum(n for _, n in compared.values())
    smallest = min(n for _, n in compared.values())
    check.same(name + " smallest cohort", smallest, rates["smallestCohort"])
    check.same(name + " false alarm", false_alarm(min(smallest, 10000), len(compared), pooled), rates["falseAlarm"])
    best = max(x / n for x, n in compared.values())
    for cohort in rates["cohorts"]:
        where, (x, n) = f"{name} {cohort['cohort']}", compared[cohort["cohort"]]
        check.same(where + " passed", x, cohort["rate"]["passed"])
        check.same(where + " of", n, cohort["rate"]["total"])
        check.interval(where, wilson(x, n), cohort["interval"])
        if cohort["ratio"] is not None:
            reference = compared[cohort["ratio"]["reference"]]
            check.same(where + " reference is the highest", best, reference[0] / reference[1])
            check_ratio(check, where, x, n, *reference, cohort["ratio"])


def check_ratio(check, where, x, n, top, of, ratio):
    below = [5 * min(x + more, n) * of < 4 * top * n for more in (0, 1, 2)]
    mid_p = fisher_mid_p(x, n, top, of)
    check.same(where + " ratio", None if top == 0 else x / n / (top / of), ratio["impact"]["value"])
    for flag, key in zip(below, ("belowFourFifths", "oneMorePass", "twoMorePasses")):
        check.same(f"{where} {key}", flag, ratio["impact"][key])
    check.interval(where + " ratio", koopman(x, n, top, of), ratio["interval"])
    check.same(where + " mid-p", mid_p, ratio["fisherMidP"])
    verdict = ("TooFewToSay" if min(n, of) < 30 or top == 0 else "NoEvidence" if not below[0]
               else "ReviewNeeded" if below[2] and mid_p < 0.05 else "Watch")
    check.same(where + " verdict", verdict, ratio["verdict"])


def check_lift(check, where, with_it, without, comparison, rules):
    enough = with_it and without and min(with_it["total"], without["total"]) >= rules["fewestCompared"]
    check.same(where + " compared", bool(enough), comparison is not None)
    if not enough or comparison is None:
        return None
    x1, n1, x2, n2 = with_it["passed"], with_it["total"], without["passed"], without["total"]
    check.interval(where + " rate with", wilson(x1, n1), comparison["withInterval"])
    check.interval(where + " rate without", wilson(x2, n2), comparison["withoutInterval"])
    check.same(where + " lift", None if x2 == 0 else x1 / n1 / (x2 / n2), comparison["lift"])
    interval = koopman(x1, n1, x2, n2)
    check.interval(where + " lift", interval, comparison["liftInterval"])
    p = fisher_mid_p(x1, n1, x2, n2)
    check.same(where + " p", p, comparison["p"])
    return interval, p, min(n1, n2) >= rules["fewestJudged"]


def check_hires(check, hires, rules):
    tests, judged = [], []
    for lift in hires["lifts"]:
        where = f"{lift['item']} = {lift['value']}"
        result = check_lift(check, where, lift["with"], lift["without"], lift["comparison"], rules)
        if result is None:
            check.same(where + " verdict", "TooFewToSay", lift["verdict"])
            check.same(where + " adjusted p", None, lift["adjustedP"])
        else:
            tests.append((where, result[1], lift["adjustedP"]))
            judged.append((where, result, lift))
    check_holm(check, tests)
    for where, (interval, _, enough), lift in judged:
        significant = interval is not None and lift["adjustedP"] < 0.05
        check.same(where + " verdict", "TooFewToSay" if not enough else "HiredMoreOften" if significant and interval[0] > 1
                   else "HiredLessOften" if significant and interval[1] < 1 else "CannotTell", lift["verdict"])
    claim = hires["claim"]
    result = check_lift(check, "claim", claim["with"], claim["without"], claim["comparison"], rules)
    verdict = "TooFewToSay"
    if result is not None and result[0] is not None and result[2]:
        low, high = result[0]
        verdict = "Contradicted" if not low <= claim["claimed"] <= high else "CannotTell" if low <= 1 <= high else "Compatible"
    check.same("claim verdict", verdict, claim["verdict"])


def check_health(check, health, rules):
    for item in health["items"]:
        where, sums = item["item"], [v["sums"] for v in item["values"] if v["sums"] is not None]
        for value in item["values"]:
            check.same(f"{where} {value['value']}", None if value["sums"] is None else value["sums"]["people"], value["people"])
        n, x, xx, r, rr, xr = (sum(s[k] for s in sums) for k in ("people", "score", "scoreSquares", "rest", "restSquares", "products"))
        check.same(where + " people", n, item["people"])
        check.same(where + " mean", x / n if n else None, item["mean"])
        enough = n >= rules["fewestCompared"]
        spread, others = (xx - x * x / n, rr - r * r / n) if enough else (0, 0)
        check.same(where + " s", math.sqrt(max(0, spread) / (n - 1)) if enough else None, item["standardDeviation"])
        correlation = (xr - x * r / n) / math.sqrt(spread * others) if spread > 1e-9 and others > 1e-9 else None
        check.same(where + " discrimination", correlation, item["discrimination"])
        interval = None
        if correlation is not None and n >= 4 and abs(correlation) < 1:
            half = Z / math.sqrt(n - 3)
            interval = math.tanh(math.atanh(correlation) - half), math.tanh(math.atanh(correlation) + half)
        check.interval(where + " discrimination", interval, item["discriminationInterval"])
        ends = [item["values"][i]["people"] or 0 for i in (-1, 0)]
        reading = ("TooFewToSay" if not enough or n < rules["fewestJudged"] else "WrongWay" if interval and interval[1] < 0
                   else "Ceiling" if ends[0] >= 0.95 * n else "Floor" if ends[1] >= 0.95 * n
                   else "SeparatesLittle" if interval and interval[1] < 0.2 else "Separates" if interval and interval[0] > 0 else "CannotTell")
        check.same(where + " reading", reading, item["reading"])


def check_effort(check, effort, rules):
    total = dict.fromkeys(("people", "score", "scoreSquares", "rest", "restSquares", "products"), 0)
    for band in effort["bands"]:
        where, sums = "effort " + band["band"], band["sums"]
        check.same(where + " people", None if sums is None else sums["people"], band["people"])
        if sums is None:
            check.same(where + " mean", None, band["mean"])
            continue
        total = {key: total[key] + sums[key] for key in total}
        n, r = sums["people"], sums["rest"]
        check.same(where + " is shown", True, n >= rules["fewestShown"])
        check.same(where + " mean", r / n, band["mean"])
        half = t_quantile(n - 1) * math.sqrt(max(0, sums["restSquares"] - r * r / n) / (n - 1) / n)
        check.interval(where + " mean", (r / n - half, r / n + half), band["meanInterval"])
    n, x, xx, r, rr, xr = (total[key] for key in total)
    check.same("effort people", n or None, effort["people"])
    spread, others = (xx - x * x / n, rr - r * r / n) if n >= rules["fewestCompared"] else (0, 0)
    correlation = (xr - x * r / n) / math.sqrt(spread * others) if spread > 1e-9 and others > 1e-9 else None
    check.same("effort correlation", correlation, effort["correlation"])
    interval = None
    if correlation is not None and abs(correlation) < 1:
        half = Z / math.sqrt(n - 3)
        interval = math.tanh(math.atanh(correlation) - half), math.tanh(math.atanh(correlation) + half)
    check.interval("effort correlation", interval, effort["correlationInterval"])
    reading = ("TooFewToSay" if n < rules["fewestJudged"] else "HigherWithMore" if interval and interval[0] > 0
               else "LowerWithMore" if interval and interval[1] < 0 else "CannotTell")
    check.same("effort reading", reading, effort["reading"])


def check_fairness(check, fairness):
    """Counts at equal ability are too small to be in the pack, so rounded estimates are checked against one another."""
    for item in fairness["items"]:
        where, odds, delta = f"{item['item']} {item['first']}-{item['second']}", item["oddsRatio"], item["delta"]
        check.same(where + " has both", odds is None or odds == 0, delta is None)
        if delta is not None and odds >= 0.05:
            check.same(where + " delta", True, abs(delta + 2.35 * math.log(odds)) <= 2.35 * 0.006 / odds + 0.006)
            check.same(where + " interval", True, item["oddsInterval"]["lower"] <= odds <= item["oddsInterval"]["upper"])
            size = abs(delta)
            if size < 0.99 or item["adjustedP"] > 0.051:
                check.same(where + " class", "A", item["class"])
            elif size < 1.49 and size > 1.01 and item["adjustedP"] < 0.049:
                check.same(where + " class", "B", item["class"])


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "report.json")
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    check, tests, overall = Comparison(), [], {}
    for dimension in document["report"]["dimensions"]:
        samples = check_dimension(check, dimension, document["rules"], tests)
        overall = samples if dimension["dimension"] == "overall" else overall
    check_holm(check, tests)
    if document["report"]["rates"] is not None:
        check_rates(check, document["report"]["rates"], overall)
    check_decisions(check, document["report"]["decisions"])
    check_hires(check, document["hires"], document["rules"])
    check_health(check, document["health"], document["rules"])
    check_effort(check, document["health"]["effort"], document["rules"])
    check_fairness(check, document["fairness"])
    for line in check.wrong:
        print("DIFFERS", line)
    print(f"{document['data']}. {check.checked} numbers computed anew, {len(check.wrong)} differ.")
    return 1 if check.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
