package dev.configstore.spring.update;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

import dev.configstore.spring.bound.Held;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Carries out the plan for one object, and takes it back. Held by one thread at a time,
 * by the lock of the instance.
 */
final class InstanceUpdate {

	private final InstancePlan plan;

	private final @Nullable Callbacks callbacks;

	private final BoundProperties report;

	private final List<Step> done = new ArrayList<>();

	private final List<UpdateFailure> failures = new ArrayList<>();

	private @Nullable SavedState saved;

	private @Nullable Runnable forget;

	private @Nullable Runnable unreport;

	private boolean initialized;

	/**
	 * @param callbacks the callbacks of its bean; {@code null} where it is not a bean yet
	 */
	InstanceUpdate(InstancePlan plan, @Nullable Callbacks callbacks, BoundProperties report) {
		this.plan = plan;
		this.callbacks = callbacks;
		this.report = report;
	}

	InstancePlan plan() {
		return this.plan;
	}

	/**
	 * Return what the object cannot take; it is as before then.
	 */
	List<UpdateFailure> failures() {
		return this.failures;
	}

	/**
	 * Set what is planned.
	 * @return whether anything was set
	 */
	boolean apply() {
		this.plan.instance().lock().lock();
		try {
			VarHandle.fullFence();
			set(this.plan.steps());
			if (!this.done.isEmpty()) {
				initialize();
			}
			VarHandle.fullFence();
			if (this.failures.isEmpty()) {
				this.forget = this.plan.instance().notes().keep(this.plan.found());
				this.unreport = this.report.renew(this.plan);
			}
			return !this.done.isEmpty();
		}
		finally {
			this.plan.instance().lock().unlock();
		}
	}

	private void set(List<Step> steps) {
		List<Step> wanted = new ArrayList<>(steps);
		wanted.removeIf((step) -> this.plan.instance().passedOver().contains(step.name()));
		SavedState saved = new SavedState(wanted);
		this.saved = saved;
		List<Failed> failed = run(wanted);
		failed.removeIf((each) -> each.step().kind() == Step.Kind.ORIGINAL && keeps(each.step()));
		if (failed.isEmpty()) {
			return;
		}
		putBack();
		boolean sealed = false;
		for (Failed each : failed) {
			if (isSealed(each.step(), saved)) {
				this.plan.instance().passedOver().add(each.step().name());
				this.plan.remark(each.step().name(), BeanRemark.Reason.CANNOT_REBIND);
				sealed = true;
			}
			else {
				this.failures.add(this.plan.failure(each.step().name(), each.failure()));
			}
		}
		// A sealed property has been tried with what it has.
		saved.putBack(failed.stream().map(Failed::step).toList());
		if (sealed && this.failures.isEmpty()) {
			set(wanted);
		}
	}

	/**
	 * Run each step, and those that fail again as long as any other succeeds: setters may
	 * depend on each other.
	 */
	private List<Failed> run(List<Step> steps) {
		List<Step> left = steps;
		List<Failed> failed = new ArrayList<>();
		do {
			List<Step> tried = left;
			failed = new ArrayList<>();
			for (Step step : tried) {
				try {
					step.run();
					this.done.add(step);
				}
				catch (Throwable ex) {
					failed.add(new Failed(step, ex));
				}
			}
			left = failed.stream().map(Failed::step).toList();
			if (left.size() == tried.size()) {
				break;
			}
		}
		while (!left.isEmpty());
		return failed;
	}

	/**
	 * Write an original past its setter, or say that the property keeps its value.
	 */
	private boolean keeps(Step step) {
		if (step.write()) {
			this.done.add(step);
		}
		else {
			this.plan.remark(step.name(), BeanRemark.Reason.CANNOT_UNSET);
		}
		return true;
	}

	/**
	 * Whether a property takes no value, not even the one it has.
	 */
	private static boolean isSealed(Step step, SavedState saved) {
		Held present = saved.before(step);
		if (step.property() == null || !step.property().isSettable() || !present.isKnown()) {
			return false;
		}
		try {
			step.property().set(step.owner(), present.fresh());
			return false;
		}
		catch (Throwable ex) {
			return true;
		}
	}

	private void initialize() {
		Callbacks callbacks = this.callbacks;
		if (callbacks == null || !callbacks.runAgain(this.plan)) {
			return;
		}
		try {
			callbacks.run(this.plan);
			this.initialized = true;
		}
		catch (Throwable ex) {
			putBack();
			try {
				callbacks.run(this.plan);
				this.failures.add(this.plan.failure(this.plan.instance().prefix(), ex));
			}
			catch (Throwable again) {
				this.plan.instance().passedOver().add(this.plan.instance().prefix());
				this.plan.remark(BeanRemark.Reason.CANNOT_REBIND);
			}
		}
	}

	private boolean putBack() {
		SavedState saved = this.saved;
		Assert.state(saved != null, "Nothing was saved");
		boolean known = saved.putBack(this.done);
		this.done.clear();
		return known;
	}

	/**
	 * Take it back.
	 * @return whether that is exact; otherwise it has to be planned again
	 */
	boolean undo() {
		this.plan.instance().lock().lock();
		try {
			VarHandle.fullFence();
			boolean known = true;
			if (!this.done.isEmpty()) {
				known = putBack();
				if (this.initialized && this.callbacks != null) {
					this.initialized = false;
					this.callbacks.run(this.plan);
				}
			}
			return known;
		}
		catch (Throwable ex) {
			// It has run with these values before; there is nothing else to try.
			return true;
		}
		finally {
			if (this.forget != null) {
				this.forget.run();
			}
			if (this.unreport != null) {
				this.unreport.run();
			}
			VarHandle.fullFence();
			this.plan.instance().lock().unlock();
		}
	}

	/**
	 * A step that other people's code did not let through.
	 */
	private record Failed(Step step, Throwable failure) {

	}

}
