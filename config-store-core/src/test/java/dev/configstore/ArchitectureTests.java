package dev.configstore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
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
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(locations = ArchitectureTests.Core.class)
class ArchitectureTests {

	private static final String ROOT = "dev.configstore";

	/** Each package, and the packages of core that it may use. */
	private static final Map<String, Set<String>> ARROWS = Map.of(ROOT + ".exception", Set.of(), ROOT + ".model",
			Set.of(ROOT + ".exception"), ROOT + ".dynamodb", Set.of(ROOT + ".exception", ROOT + ".model"),
			ROOT + ".reload", Set.of(ROOT + ".exception", ROOT + ".model", ROOT + ".dynamodb"), ROOT,
			Set.of(ROOT + ".exception", ROOT + ".model", ROOT + ".dynamodb", ROOT + ".reload"));

	/** Those of the root that make a client. */
	private static final Set<String> CLIENT_FACTORIES = Set.of("ClientSettings", "ClientSource", "ConfigStoreBuilder");

	@ArchTest
	static void packagesPointInOneDirection(JavaClasses core) {
		Map<String, Set<String>> wrong = new TreeMap<>();
		for (JavaClass type : core) {
			Set<String> allowed = ARROWS.get(type.getPackageName());
			assertThat(allowed).as("a package that the architecture does not have: " + type.getName()).isNotNull();
			type.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> dependency.getTargetClass().getPackageName())
				.filter((used) -> used.startsWith(ROOT) && !used.equals(type.getPackageName())
						&& !allowed.contains(used))
				.forEach((used) -> wrong.computeIfAbsent(type.getName(), (name) -> new TreeSet<>()).add(used));
		}
		assertThat(wrong).isEmpty();
	}

	@ArchTest
	static void noPackageIsLarge(JavaClasses core) {
		Map<String, Set<String>> files = new TreeMap<>();
		core.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.forEach((type) -> files.computeIfAbsent(type.getPackageName(), (name) -> new TreeSet<>())
				.add(type.getSimpleName()));
		assertThat(files).allSatisfy((room, types) -> assertThat(types).hasSizeLessThanOrEqualTo(21));
	}

	/**
	 * What an application may import is listed one by one: nothing gets in by accident.
	 */
	@ArchTest
	static void whatApplicationsImportIsListed(JavaClasses core) {
		assertThat(publicTypes(core, ROOT)).containsExactlyInAnyOrder("ClientSettings", "ConfigStore",
				"ConfigStoreBuilder", "ConfigStores", "Mode");
		assertThat(publicTypes(core, ROOT + ".model")).containsExactlyInAnyOrder("Binary", "CostForecast",
				"HistoryEntry", "Operation", "Option", "Publication", "ReloadSchedule", "Rollback", "SnapshotDiff",
				"StoreProperties", "StoreProperty", "StoreSnapshot", "StoreVersion", "TableLayout", "TableSettings",
				"UnitsListener", "Values");
		assertThat(publicTypes(core, ROOT + ".exception")).containsExactlyInAnyOrder("CandidateRejectedException",
				"ClientSetupException", "ConfigStoreException", "HandEditException", "InvalidPublicationException",
				"MalformedItemException", "OptionNotFoundException", "StoreAccessDeniedException",
				"StoreCredentialsException", "StoreThrottledException", "StoreUnavailableException",
				"TableNotFoundException", "TableNotReadyException", "TableSchemaException", "UnclearOutcomeException",
				"VersionConflictException", "VersionNotFoundException");
	}

	private static List<String> publicTypes(JavaClasses core, String room) {
		return core.stream()
			.filter((type) -> type.getPackageName().equals(room) && type.isTopLevelClass()
					&& type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaClass::getSimpleName)
			.toList();
	}

	@ArchTest
	static final ArchRule coreKnowsNoFramework = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.micrometer..");

	@ArchTest
	static final ArchRule theSdkIsKnownInOnePackageAndByWhatMakesClients = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".dynamodb")
		.and(DescribedPredicate.not(makesClients()))
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon.awssdk.core..", "software.amazon.awssdk.services..",
				"software.amazon.awssdk.http..", "software.amazon.awssdk.regions..", "software.amazon.awssdk.auth..");

	/** Backoff is the SDK's own; it has no part in what it is used for. */
	@ArchTest
	static final ArchRule modelAndExceptionsKnowNothingOfTheSdk = noClasses().that()
		.resideInAnyPackage(ROOT + ".model", ROOT + ".exception")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon..");

	@ArchTest
	static final ArchRule exceptionsAreTogether = classes().that()
		.areAssignableTo(Throwable.class)
		.should()
		.beAssignableTo(ConfigStoreException.class)
		.andShould()
		.resideInAPackage(ROOT + ".exception")
		.andShould()
		.bePublic()
		.andShould()
		.haveSimpleNameEndingWith("Exception");

	@ArchTest
	static final ArchRule nothingElseIsWithThem = classes().that()
		.resideInAPackage(ROOT + ".exception")
		.and()
		.areTopLevelClasses()
		.and()
		.doNotHaveSimpleName("package-info")
		.should()
		.beAssignableTo(ConfigStoreException.class);

	@ArchTest
	static final ArchRule theModelStartsNoThreadAndAsksNoClock = noClasses().that()
		.resideInAPackage(ROOT + ".model")
		.should()
		.dependOnClassesThat()
		.haveNameMatching("java\\.lang\\.Thread|java\\.time\\.(Clock|InstantSource)|java\\.util\\.concurrent\\..*"
				+ "(Executor|Lock).*");

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

	private static DescribedPredicate<JavaClass> makesClients() {
		return DescribedPredicate.describe("make clients", (type) -> type.getPackageName().equals(ROOT)
				&& CLIENT_FACTORIES.contains(type.getName().replaceFirst("^.*\\.", "").replaceFirst("\\$.*", "")));
	}

	/** The package has a sub-package in the module of test support. */
	static final class Core implements LocationProvider {

		@Override
		public Set<Location> get(Class<?> testClass) {
			return Set.of(Location.of(ConfigStore.class.getProtectionDomain().getCodeSource().getLocation()));
		}

	}

}
