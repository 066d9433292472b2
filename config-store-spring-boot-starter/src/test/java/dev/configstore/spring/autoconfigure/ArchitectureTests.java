package dev.configstore.spring.autoconfigure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.conditions.ArchConditions.bePublic;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.configstore.spring", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule packagesPointInOneDirection = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("env")
		.definedBy("dev.configstore.spring.env..")
		.layer("refresh")
		.definedBy("dev.configstore.spring.refresh..")
		.layer("actuate")
		.definedBy("dev.configstore.spring.actuate..")
		.layer("autoconfigure")
		.definedBy("dev.configstore.spring.autoconfigure..")
		.whereLayer("env")
		.mayOnlyBeAccessedByLayers("refresh", "actuate", "autoconfigure")
		.whereLayer("refresh")
		.mayOnlyBeAccessedByLayers("actuate", "autoconfigure")
		.whereLayer("actuate")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("autoconfigure")
		.mayNotBeAccessedByAnyLayer();

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("dev.configstore.spring.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule onlyTheClientsKnowTheSdk = noClasses().that()
		.doNotHaveSimpleName("Clients")
		.and()
		.doNotHaveSimpleName("ConfigStoreClientCustomizer")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("software.amazon.awssdk..");

	@ArchTest
	static final ArchRule onlyTheOperatorsViewKnowsMicrometer = noClasses().that()
		.resideOutsideOfPackages("dev.configstore.spring.actuate", "dev.configstore.spring.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.micrometer..", "org.springframework.boot.actuate..",
				"org.springframework.boot.health..");

	@ArchTest
	static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should(bePublic())
		.andShould(haveModifier(JavaModifier.FINAL));

	@ArchTest
	static final ArchRule autoConfigurationsHaveNoPublicMembers = members().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.and(DescribedPredicate.not(defaultConstructor()))
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule onlyAutoConfigurationsArePublicBesideThem = classes().that()
		.resideInAPackage("dev.configstore.spring.autoconfigure")
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

	private static DescribedPredicate<JavaMember> defaultConstructor() {
		return DescribedPredicate.describe("the default constructor", (member) -> member.getName().equals("<init>"));
	}

}
