package dev.configstore;

import java.util.Set;
import java.util.Timer;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import dev.configstore.exception.ConfigStoreException;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(locations = ArchitectureTests.Core.class)
class ArchitectureTests {

	/** Those that talk to DynamoDB or know what its items look like. */
	private static final DescribedPredicate<JavaClass> THE_EDGE = named("the edge", "ItemCodec", "ItemSize",
			"ItemCondition", "ConfigTable", "TableProvisioner", "Failures", "ClientSettings", "VersionItem",
			"HistoryItem", "VersionTable", "PublishTransaction");

	private static final DescribedPredicate<JavaClass> THE_BUILDER = named("the builder", "ConfigStoreBuilder");

	/** Jitter and backoff are the SDK's own; it has no part in what they are used for. */
	private static final DescribedPredicate<JavaClass> BACKOFF = named("those that wait", "Pause", "ReloadLoop");

	@ArchTest
	static final ArchRule coreKnowsNoFramework = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.micrometer..");

	@ArchTest
	static final ArchRule onlyTheEdgeAndTheBuilderKnowTheSdk = noClasses().that(DescribedPredicate.not(THE_EDGE))
		.and(DescribedPredicate.not(THE_BUILDER))
		.and(DescribedPredicate.not(BACKOFF))
		.and(DescribedPredicate.not(attributesOfOptions()))
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon..");

	@ArchTest
	static final ArchRule thoseThatWaitKnowNothingElseOfTheSdk = noClasses().that(BACKOFF)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon.awssdk.core..", "software.amazon.awssdk.services..");

	@ArchTest
	static final ArchRule exceptionsAreOurs = classes().that()
		.areAssignableTo(Throwable.class)
		.should()
		.beAssignableTo(ConfigStoreException.class)
		.andShould()
		.bePublic()
		.andShould()
		.haveSimpleNameEndingWith("Exception");

	@ArchTest
	static final ArchRule noTimer = noClasses().should().dependOnClassesThat(assignableTo(Timer.class));

	@ArchTest
	static final ArchRule publicTypesAreClosed = classes().that()
		.arePublic()
		.and()
		.areNotInterfaces()
		.and()
		.areNotEnums()
		.should()
		.haveModifier(JavaModifier.FINAL)
		.orShould()
		.haveModifier(JavaModifier.ABSTRACT);

	/** The package has a sub-package in the module of test support. */
	static final class Core implements LocationProvider {

		@Override
		public Set<Location> get(Class<?> testClass) {
			return Set.of(Location.of(ConfigStore.class.getProtectionDomain().getCodeSource().getLocation()));
		}

	}

	private static DescribedPredicate<JavaClass> named(String description, String... names) {
		return DescribedPredicate.describe(description, (type) -> Set.of(names)
			.contains(type.getName().replaceFirst("^dev\\.configstore\\.", "").replaceFirst("\\$.*", "")));
	}

	/**
	 * Readers and writers hand items from one class of the edge to another.
	 */
	private static DescribedPredicate<JavaClass> attributesOfOptions() {
		return named("those that carry items", "StoreReader", "StoreWriter", "StoreHistory");
	}

}
