"""HiGHS behind PuLP: one bulk hand-over, a warm start, a bound that can be trusted, cancel; CBC when it is missing.

PuLP's own adapter passes rows one by one, ignores warm starts and drops the objective's constant. A status of "Optimal"
alone means nothing (both solvers say it on a time-out): ``sol_status`` and the presence of a solution are read first.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pulp

from planner.core.errors import SolverFailed
from planner.optimiser.clock import Clock

try:
    import highspy
except ImportError:  # an installation without the compiled solver still plans, with CBC
    HIGHS_IS_THERE = False
else:
    HIGHS_IS_THERE = True

Status = Literal["optimal", "feasible", "infeasible", "nothing"]
# Probing in presolve can use up the whole time limit on these models; HiGHS' own log names this switch.
OPTIONS: dict[str, Any] = {
    "presolve_rule_off": 32768,
    "mip_rel_gap": 0.0,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-8,
}
DISAGREEMENT = 1e-6
# Solves past this many seconds over the limit are stopped by the callback; HiGHS looks at its clock rarely.
LATEST = 1.0


@dataclass(frozen=True)
class Solved:
    """How a solve ended. ``bound`` is proved (in the program's own scale, constant included), None when nothing was."""

    status: Status
    bound: float | None


@dataclass
class Watch:
    """Looks on while the solver works: stops it when asked, late, or when ``enough`` says the bound will do."""

    clock: Clock
    until: float
    enough: Callable[[float], bool]
    told: Callable[[float | None, float | None], None]
    raised: Exception | None = None
    bound: float | None = None

    def __call__(self, kind: Any, _message: str, out: Any, back: Any, _data: Any) -> None:
        """HiGHS' callback: set ``user_interrupt`` to stop. An error of ours must not fly through HiGHS' own frames."""
        try:
            stop = self._stop(out, kind == highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
        except Exception as error:  # kept, and raised again once HiGHS has returned
            self.raised, stop = error, True
        if back is not None and stop:
            back.user_interrupt = True

    def _stop(self, out: Any, integer: bool) -> bool:
        bound, best = (out.mip_dual_bound, out.mip_primal_bound) if integer else (-math.inf, math.inf)
        proved = bound if math.isfinite(bound) else None
        self.bound = proved if self.bound is None else self.bound if proved is None else max(self.bound, proved)
        self.told(best if math.isfinite(best) else None, proved)
        late = self.clock.seconds > self.until
        return late or self.clock.cancelled() or (proved is not None and self.enough(proved))


def _no_bound_is_enough(_bound: float) -> bool:
    return False


def _tell_nobody(_best: float | None, _bound: float | None) -> None:
    return None


def solve(
    program: "pulp.LpProblem",
    clock: Clock,
    seconds: float,
    *,
    relaxed: bool = False,
    start: "dict[pulp.LpVariable, float] | None" = None,
    gap: float = 1e-6,
    enough: Callable[[float], bool] = _no_bound_is_enough,
    told: Callable[[float | None, float | None], None] = _tell_nobody,
) -> Solved:
    """Solve ``program`` in ``seconds``; ``relaxed`` drops integrality. The values stand in its variables afterwards,
    unless the status is ``nothing`` or ``infeasible``.

    ``start`` gives integer columns a first value, ``gap`` is absolute and in the program's scale, ``enough`` may end
    the solve by the bound proved. Raises :class:`SolverFailed` when no solver could even begin.
    """
    if seconds <= 0.05:
        return Solved("nothing", None)
    until = clock.seconds + seconds
    watch = Watch(clock, until + LATEST, enough, told)
    if HIGHS_IS_THERE:
        solver = BulkHighs(watch, relaxed=relaxed, seconds=seconds, gap=gap, start=start or {})
        try:
            program.solve(solver)
        except pulp.PulpSolverError:
            return _solve_with_cbc(program, seconds, relaxed, gap)
        if watch.raised is not None:
            raise watch.raised
        clock.check()
        if solver.agrees(program):
            return solver.solved
        if start:
            rest = until - clock.seconds
            return solve(program, clock, rest, relaxed=relaxed, gap=gap, enough=enough, told=told)
        return Solved("feasible" if solver.solved.status in ("optimal", "feasible") else "nothing", None)
    return _solve_with_cbc(program, seconds, relaxed, gap)


class BulkHighs(pulp.HiGHS):  # type: ignore[misc]  # PuLP ships no types
    """PuLP's HiGHS with the model passed at once, a warm start, the true bound and an interrupt."""

    def __init__(
        self, watch: Watch, *, relaxed: bool, seconds: float, gap: float, start: "dict[pulp.LpVariable, float]"
    ) -> None:
        # One thread in every solve of a process: HiGHS refuses a second solve with another count.
        super().__init__(mip=not relaxed, msg=False, threads=1, timeLimit=seconds, gapAbs=gap, **OPTIONS)
        self.watch = watch
        self.start = start
        self.said = 0.0
        self.solved = Solved("nothing", None)

    def createAndConfigureSolver(self, lp: "pulp.LpProblem") -> None:  # noqa: N802 - PuLP's name
        """A HiGHS that writes nothing to standard output, which belongs to our own results."""
        model = _quiet_highs()
        settings = {"output_flag": False, "threads": 1, "time_limit": float(self.timeLimit), "mip_abs_gap": self.gapAbs}
        # On these models the interior point method is the faster one; without crossover its value is no bound.
        method = {} if self.mip else {"solver": "ipm", "run_crossover": "on"}
        for name, value in (settings | self.optionsDict | method).items():
            model.setOptionValue(name, value)
        model.setCallback(self.watch, None)
        kinds = highspy.cb.HighsCallbackType
        for kind in (kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt):
            model.startCallback(kind)
        lp.solverModel = model

    def buildSolverModel(self, lp: "pulp.LpProblem") -> None:  # noqa: N802 - PuLP's name
        """Hand the whole model over in one call, then the warm start."""
        columns = lp.variables()
        for position, column in enumerate(columns):
            column.index = position
        model = highspy.HighsLp()
        model.num_col_ = len(columns)
        model.offset_ = lp.objective.constant
        model.col_cost_ = [lp.objective.get(column, 0.0) for column in columns]
        model.col_lower_ = [_low(column.lowBound) for column in columns]
        model.col_upper_ = [_high(column.upBound) for column in columns]
        if self.mip and any(column.cat == pulp.LpInteger for column in columns):
            kinds = highspy.HighsVarType
            model.integrality_ = [
                kinds.kInteger if column.cat == pulp.LpInteger else kinds.kContinuous for column in columns
            ]
        self._rows(lp, model)
        if lp.solverModel.passModel(model) == highspy.HighsStatus.kError:
            raise pulp.PulpSolverError("HiGHS refused the model")
        if self.start and self.mip:
            lp.solverModel.setSolution(
                len(self.start), [column.index for column in self.start], list(self.start.values())
            )

    @staticmethod
    def _rows(lp: "pulp.LpProblem", model: Any) -> None:
        starts, indices, values, lower, upper = [0], [], [], [], []
        for position, row in enumerate(lp.constraints()):
            row.index = position
            for column, value in row.items():
                if value:
                    indices.append(column.index)
                    values.append(value)
            starts.append(len(indices))
            lower.append(_low(row.getLb()))
            upper.append(_high(row.getUb()))
        model.num_row_ = len(lower)
        model.row_lower_, model.row_upper_ = lower, upper
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_, matrix.index_, matrix.value_ = starts, indices, values

    def findSolutionValues(self, lp: "pulp.LpProblem") -> tuple[int, int]:  # noqa: N802 - PuLP's name
        """Read values only when HiGHS says that it holds a solution; the bound only when it is finite."""
        status, info = lp.solverModel.getModelStatus(), lp.solverModel.getInfo()
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            self.solved = Solved("infeasible", None)
            return pulp.LpStatusInfeasible, pulp.LpSolutionInfeasible
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        optimal = status in (kinds.kOptimal, kinds.kModelEmpty)
        self.said = float(info.objective_function_value)
        if found or optimal:
            values = list(lp.solverModel.getSolution().col_value)
            for column in lp.variables():
                column.varValue = values[column.index]
        self.solved = Solved("optimal" if optimal else "feasible" if found else "nothing", self._bound(optimal, info))
        if not found and not optimal:
            return pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound
        return pulp.LpStatusOptimal, pulp.LpSolutionOptimal if optimal else pulp.LpSolutionIntegerFeasible

    def agrees(self, program: "pulp.LpProblem") -> bool:
        """Whether the solution costs what HiGHS says. HiGHS 1.16 can misprice a warm start when presolve removes much
        of the model, and then "proves" it the best: neither that answer nor its bound may be believed.
        """
        if self.solved.status not in ("optimal", "feasible"):
            return True
        said, true = self.said, sum(value * (column.varValue or 0.0) for column, value in program.objective.items())
        true += program.objective.constant
        return bool(abs(said - true) <= DISAGREEMENT * max(1.0, abs(true)))

    def _bound(self, optimal: bool, info: Any) -> float | None:
        """For a relaxation only the optimum is a bound. For the integer program HiGHS keeps one from the root on, but
        forgets it when interrupted early: the callback remembers.
        """
        if not self.mip:
            return float(info.objective_function_value) if optimal else None
        bounds = [float(info.mip_dual_bound)] if self.watch.bound is None else [self.watch.bound, info.mip_dual_bound]
        bound = max(bounds)
        return bound if math.isfinite(bound) else (float(info.objective_function_value) if optimal else None)


def _quiet_highs() -> Any:
    """Its constructor turns callbacks on, and that prints a banner before any option can forbid it."""

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - highspy's name
            """Not yet: the caller does it once output is off."""

    return Quiet()  # type: ignore[no-untyped-call]  # highspy's constructor has no annotations


def _low(value: float | None) -> float:
    return -highspy.kHighsInf if value is None else value


def _high(value: float | None) -> float:
    return highspy.kHighsInf if value is None else value


def _solve_with_cbc(program: "pulp.LpProblem", seconds: float, relaxed: bool, gap: float) -> Solved:
    """The solver that comes with PuLP. Its bound is used only when it proved the optimum."""
    solver = pulp.PULP_CBC_CMD(
        mip=not relaxed, msg=False, timeLimit=max(1.0, seconds), gapAbs=gap, gapRel=0.0, threads=1
    )
    try:
        program.solve(solver)
    except (pulp.PulpSolverError, OSError) as problem:
        raise SolverFailed(f"Neither HiGHS nor CBC could be started: {problem}. Reinstall highspy.") from problem
    if program.status == pulp.LpStatusInfeasible:
        return Solved("infeasible", None)
    if program.sol_status == pulp.LpSolutionOptimal:
        return Solved("optimal", float(pulp.value(program.objective)) - (0.0 if relaxed else gap))
    if program.sol_status == pulp.LpSolutionIntegerFeasible:
        return Solved("feasible", None)
    return Solved("nothing", None)
